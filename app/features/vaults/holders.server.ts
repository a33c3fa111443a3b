import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { vaultsFor } from '#app/kernel/roles.ts';
import { listVerifiedColleagues, type VerifiedColleague } from '#app/features/members/verified-colleagues.server.ts';

/**
 * Who is to hold a vault: active members whose signed roles are granted it. A row that the key module did not sign is nobody,
 * so that a planted member or public key receives nothing.
 */
export async function holdersOf(uow: UnitOfWork, compartment: string): Promise<VerifiedColleague[]> {
  const colleagues = await listVerifiedColleagues(uow);
  return colleagues.filter(({ roles }) =>
    (vaultsFor(uow.actor.organisationKind, roles) as string[]).includes(compartment),
  );
}
