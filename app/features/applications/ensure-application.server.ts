import { statementAuthors } from '#app/features/statements/approved-statement.server.ts';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isWritable, type ApplicationState } from './application-states.ts';
import {
  findApplicationById,
  insertApplication,
  lockApplication,
  type ApplicationRow,
} from './application-repo.server.ts';

/**
 * The application that can be written in, begun now when the case has none, with everybody who wrote the statement as its
 * preparers. Locked until the transaction ends. Throws Conflict when it has left the house.
 */
export async function ensureApplication(uow: UnitOfWork, caseId: string): Promise<ApplicationRow> {
  const row = await lockApplication(uow, caseId);
  if (row && !isWritable(row.state as ApplicationState)) throw new Conflict({ locked: true });
  return row ?? beginApplication(uow, caseId);
}

/** A new application; the caller has made sure that none is open. */
export async function beginApplication(uow: UnitOfWork, caseId: string): Promise<ApplicationRow> {
  const authors = await statementAuthors(uow, caseId);
  const id = await insertApplication(uow, caseId, [...new Set([...authors, uow.actor.id])]);
  const begun = await findApplicationById(uow, id);
  if (!begun) throw new Conflict();
  return begun;
}
