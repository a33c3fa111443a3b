import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { COMPARTMENTS } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { lockDirectory } from '#app/features/members/verified-colleagues.server.ts';
import { notifyMembers } from '#app/features/notices/notify.server.ts';
import { holdersOf } from './holders.server.ts';
import { renewVaults } from './renew-vaults.server.ts';
import type { RenewalReason } from './vault.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'vault.renewal_begun': { compartments: string[]; reason: string };
  }
}

/** Gives vaults new keys because a custodian wants it: something was lost, somebody knows what she should not. */
export async function renewByHand(uow: UnitOfWork, sent: readonly string[], reason: RenewalReason) {
  const known: readonly string[] = COMPARTMENTS[uow.actor.organisationKind];
  const compartments = [...new Set(sent)];
  if (!compartments.every((compartment) => known.includes(compartment)))
    throw new Invalid({ vaults: ['invalid_choice'] });
  await lockDirectory(uow);
  await renewVaults(uow, compartments, reason);
  const told: string[] = [];
  for (const compartment of compartments) told.push(...(await holdersOf(uow, compartment)).map(({ id }) => id));
  await notifyMembers(uow, told, 'keys_renewed', { kind: 'Organisation', id: uow.actor.organisationId });
  return done(redirectTo('/keys'), { type: 'vault.renewal_begun', detail: { compartments, reason } });
}
