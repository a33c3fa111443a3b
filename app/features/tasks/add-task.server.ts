import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { createTask } from './create-task.server.ts';
import type { TaskForm } from './task.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'task.added': { kind: string };
  }
}

/** A follow-up that somebody writes down for herself. */
export async function addTask(uow: UnitOfWork, caseId: string, form: TaskForm) {
  const id = await createTask(uow, { caseId, kind: form.kind, dueOn: form.dueOn ?? null, text: form.text });
  await noteActivity(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/tasks`), {
    type: 'task.added',
    caseId,
    resource: { kind: 'Task', id },
    detail: { kind: form.kind },
  });
}
