import type { Actor } from './actor.server.ts';
import { onboarding } from './onboarding.server.ts';
import type { Transaction } from './transaction.server.ts';

/** Says who acts, for row-level security, until the transaction ends. */
export async function setActor(transaction: Transaction, actor: Actor): Promise<void> {
  await transaction.$executeRaw`
    SELECT set_config('linden.member_id', ${actor.id}, true),
           set_config('linden.organisation_id', ${actor.organisationId}, true),
           set_config('linden.organisation_kind', ${actor.organisationKind}, true),
           set_config('linden.roles', ${actor.roles.join(',')}, true),
           set_config('linden.onboarding', ${onboarding()}, true)`;
}
