import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { markDone, openTaskKind, openTasksOf, type TaskOutcome } from './task-repo.server.ts';
import type { TaskKind } from './task.schema.ts';

/** What these tasks of a case were for has happened: they are done, for the member who acts, in her transaction. */
export async function endTasks(uow: UnitOfWork, caseId: string, kind: TaskKind): Promise<void> {
  for (const id of await openTasksOf(uow, caseId, kind)) await markDone(uow, caseId, id);
}

/** Whether a case has this open task, of this kind. */
export async function isOpenTask(uow: UnitOfWork, caseId: string, taskId: string, kind: TaskKind): Promise<boolean> {
  return (await openTaskKind(uow, caseId, taskId)) === kind;
}

/** Ends one task with how it ended. False when somebody else has ended it meanwhile. */
export function endTaskWith(uow: UnitOfWork, caseId: string, taskId: string, outcome: TaskOutcome): Promise<boolean> {
  return markDone(uow, caseId, taskId, outcome);
}
