import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { createTask } from './create-task.server.ts';
import type { TaskForm } from './task.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'task.added': { kind: string };
  }
}

/** A follow-up that somebody writes down for herself. Throws Invalid for a day that has gone. */
export async function addTask(uow: UnitOfWork, caseId: string, form: TaskForm) {
  if (form.dueOn && form.dueOn < isoDate(uow.now)) throw new Invalid({ dueOn: ['date_too_early'] });
  const id = await createTask(uow, { caseId, kind: form.kind, dueOn: form.dueOn ?? null, text: form.text });
  await noteActivity(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/tasks`), {
    type: 'task.added',
    caseId,
    resource: { kind: 'Task', id },
    detail: { kind: form.kind },
  });
}
