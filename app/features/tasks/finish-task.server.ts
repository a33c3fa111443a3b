import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { markDone, openTaskKind } from './task-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'task.done': Record<string, never>;
  }
}

/**
 * Ticks a task off and goes back to where the person was. Throws Invalid for the answer to a rejection: its day is the last
 * one for a remedy, so it ends with what was done or why nothing was (`recordRemedy`).
 */
export async function finishTask(
  uow: UnitOfWork,
  caseId: string,
  { taskId, from }: { taskId: string; from: 'case' | 'list' },
) {
  if ((await openTaskKind(uow, caseId, taskId)) === 'remedy') throw new Invalid({ '': ['tasks:error.remedy'] });
  if (!(await markDone(uow, caseId, taskId))) throw new NotFound();
  await noteActivity(uow, caseId);
  return done(redirectTo(from === 'list' ? '/tasks' : `/cases/${caseId}/tasks`), {
    type: 'task.done',
    caseId,
    resource: { kind: 'Task', id: taskId },
    detail: {},
  });
}
