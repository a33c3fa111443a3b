import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { mayFollow, type ApplicationState } from './application-states.ts';
import { findApplicationById, moveState } from './application-repo.server.ts';

/** Moves an application on. Throws Conflict when the state may not follow the one it is in, or somebody was faster. */
export async function setApplicationState(
  uow: UnitOfWork,
  applicationId: string,
  state: ApplicationState,
): Promise<void> {
  const row = await findApplicationById(uow, applicationId);
  if (!row) throw new NotFound();
  const from = row.state as ApplicationState;
  if (from === state) return;
  if (!mayFollow(from, state) || !(await moveState(uow, applicationId, from, state))) throw new Conflict();
}
