import { Invalid } from '#app/kernel/errors.ts';
import { type Role, vaultsFor } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { endBrokenGlass, leaveCases, leaveReviews, type LeftCases } from '#app/features/cases/leave-cases.server.ts';
import { cancelLinksOf } from '#app/features/invitations/cancel-links.server.ts';
import { renewVaults } from '#app/features/vaults/renew-vaults.server.ts';
import { grantMissing, withdrawGrants } from '#app/features/vaults/change-grants.server.ts';
import type { RenewalReason } from '#app/features/vaults/vault.schema.ts';
import { endSessionsOf } from './end-sessions.server.ts';
import { CASE_ROLES } from './list-caseworkers.server.ts';
import { changeEntry, type VerifiedColleague } from './verified-colleagues.server.ts';

interface Change {
  roles: readonly Role[];
  status: 'active' | 'left';
  reason: RenewalReason;
  successorId: string | undefined;
}

export interface Withdrawn extends LeftCases {
  /** vaults that she held and holds no more; each gets a new epoch */
  renewed: string[];
}

/**
 * Makes a colleague's roles what they are to be, in this one transaction: her signed entry, the vaults she gains and loses,
 * her sessions, emergency access, and the work that her roles no longer allow. The caller holds the directory's lock.
 */
export async function changeAccess(uow: UnitOfWork, colleague: VerifiedColleague, change: Change): Promise<Withdrawn> {
  const kind = uow.actor.organisationKind;
  const needed: string[] = vaultsFor(kind, change.roles);
  await changeEntry(uow, colleague, change.roles, change.status);
  await endSessionsOf(uow, [colleague.id]);
  await cancelLinksOf(uow, colleague.id);
  const lost = await withdrawGrants(uow, colleague.id, needed);
  const works = CASE_ROLES.some((role) => change.roles.includes(role));
  const left = works ? { handedOver: 0, ended: 0 } : await leaveCases(uow, colleague.id, change.successorId);
  if (!change.roles.includes('reviewer')) await leaveReviews(uow, colleague.id);
  if (!change.roles.includes('supervisor')) await endBrokenGlass(uow, colleague.id);
  if (lost.length > 0) await renewVaults(uow, lost, change.reason);
  await grantMissing(uow, colleague, needed);
  return { ...left, renewed: lost };
}

/** The roles that a form sent, each of them a role of this kind of organisation. Throws Invalid. */
export function rolesIn(uow: UnitOfWork, sent: readonly string[], known: readonly string[]): Role[] {
  const roles = [...new Set(sent)];
  if (!roles.every((role) => known.includes(role))) throw new Invalid({ roles: ['invalid_choice'] });
  return roles as Role[];
}
