import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { holdDirectory } from '#app/features/members/verified-colleagues.server.ts';
import { newestVaults } from './vault-repo.server.ts';

/**
 * For whoever seals her vaults to somebody new. A sign-in from before a vault was renewed would hand over keys that open
 * nothing any more: throws Invalid('sign_in_again'). Until the transaction ends no vault of the organisation is renewed.
 */
export async function requireNewest(uow: UnitOfWork, compartments: readonly string[]): Promise<void> {
  await holdDirectory(uow);
  const newest = await newestVaults(uow);
  const stale = compartments.some((compartment) => {
    const epoch = newest.get(compartment)?.epoch;
    return epoch !== undefined && !uow.keys.vault(compartment, epoch);
  });
  if (stale) throw new Invalid({ '': ['sign_in_again'] });
}
