import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isWritable, type ApplicationState } from './application-states.ts';
import { findApplication, noteWriting } from './application-repo.server.ts';

/**
 * The actor wrote in the statement or the evidence of a case: it is part of the application, so she will not review it, and
 * a review that was already given no longer stands. Nothing happens when there is no application that can still change.
 */
export async function applicationWritten(uow: UnitOfWork, caseId: string): Promise<void> {
  const row = await findApplication(uow, caseId);
  if (row && isWritable(row.state as ApplicationState)) await noteWriting(uow, row);
}
