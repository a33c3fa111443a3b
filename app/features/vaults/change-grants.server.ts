import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { VerifiedColleague } from '#app/features/members/verified-colleagues.server.ts';
import { deleteGrants, insertGrants, listGrants, newestVaults } from './vault-repo.server.ts';

/** Takes from a member every vault that is not in `keep`. Answers which ones she held. */
export async function withdrawGrants(uow: UnitOfWork, memberId: string, keep: readonly string[]): Promise<string[]> {
  const held = [...new Set((await listGrants(uow, memberId)).map(({ compartment }) => compartment))];
  const lost = held.filter((compartment) => !keep.includes(compartment));
  if (lost.length > 0) await deleteGrants(uow, memberId, lost);
  return lost;
}

/**
 * Seals to a colleague whose entry was verified every epoch in use of the vaults that she is to hold and does not hold yet.
 * Throws Invalid('sign_in_again') when the actor's sign-in did not open one of them: nobody grants what she lacks.
 */
export async function grantMissing(
  uow: UnitOfWork,
  colleague: VerifiedColleague,
  compartments: readonly string[],
): Promise<number> {
  const held = new Set(
    (await listGrants(uow, colleague.id)).map(({ compartment, epoch }) => `${compartment}#${epoch}`),
  );
  const own = (await listGrants(uow, uow.actor.id)).filter(({ compartment }) => compartments.includes(compartment));
  const newest = await newestVaults(uow);
  for (const compartment of compartments) {
    const epoch = newest.get(compartment)?.epoch;
    if (!own.some((grant) => grant.compartment === compartment && grant.epoch === epoch))
      throw new Invalid({ '': ['sign_in_again'] });
  }
  const missing = own.filter(({ compartment, epoch }) => !held.has(`${compartment}#${epoch}`));
  const grants = await Promise.all(
    missing.map(async ({ compartment, epoch }) => {
      const vault = uow.keys.vault(compartment, epoch);
      if (!vault) throw new Invalid({ '': ['sign_in_again'] });
      return {
        memberId: colleague.id,
        vault: vault.id,
        sealed: await vault.grantTo({ memberId: colleague.id, publicKey: colleague.publicKey }),
      };
    }),
  );
  await insertGrants(uow, grants);
  return grants.length;
}
