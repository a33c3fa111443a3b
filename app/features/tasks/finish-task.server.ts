import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { markDone } from './task-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'task.done': Record<string, never>;
  }
}

/** Ticks a task off and goes back to where the person was. */
export async function finishTask(
  uow: UnitOfWork,
  caseId: string,
  { taskId, from }: { taskId: string; from: 'case' | 'list' },
) {
  if (!(await markDone(uow, caseId, taskId))) throw new NotFound();
  await noteActivity(uow, caseId);
  return done(redirectTo(from === 'list' ? '/tasks' : `/cases/${caseId}/tasks`), {
    type: 'task.done',
    caseId,
    resource: { kind: 'Task', id: taskId },
    detail: {},
  });
}
