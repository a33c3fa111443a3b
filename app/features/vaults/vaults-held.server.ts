import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listGrants } from './vault-repo.server.ts';

/** The vaults that a member holds, and since when; epochs of one vault count as one. */
export async function vaultsHeld(uow: UnitOfWork, memberId: string): Promise<{ compartment: string; since: string }[]> {
  const held = new Map<string, Date>();
  for (const { compartment, granted_at } of await listGrants(uow, memberId)) {
    const known = held.get(compartment);
    if (!known || granted_at < known) held.set(compartment, granted_at);
  }
  return [...held].map(([compartment, since]) => ({ compartment, since: since.toISOString() }));
}
