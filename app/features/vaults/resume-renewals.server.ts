import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { rewrapInBackground } from './rewrap-vault.server.ts';
import { listSilentRotations } from './rotation-repo.server.ts';

/** Goes on with renewals that a process left unfinished, when a custodian looks in whose sign-in opens what they need. */
export async function resumeRenewals(uow: UnitOfWork): Promise<void> {
  const silent = await listSilentRotations(uow);
  const able = silent.filter(({ compartment, epoch }) => uow.keys.vault(compartment, epoch));
  if (able.length === 0) return;
  uow.afterCommit(async (member) =>
    rewrapInBackground(
      member,
      able.map(({ id }) => id),
    ),
  );
}
