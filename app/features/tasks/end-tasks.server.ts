import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { markDone, openTasksOf } from './task-repo.server.ts';
import type { TaskKind } from './task.schema.ts';

/** What these tasks of a case were for has happened: they are done, for the member who acts, in her transaction. */
export async function endTasks(uow: UnitOfWork, caseId: string, kind: TaskKind): Promise<void> {
  for (const id of await openTasksOf(uow, caseId, kind)) await markDone(uow, caseId, id);
}
