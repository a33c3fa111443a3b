import { hasRole } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import { rolesOf, vaultsFor } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { countCasesOf } from '#app/features/cases/leave-cases.server.ts';
import { vaultsHeld } from '#app/features/vaults/vaults-held.server.ts';
import { IDLE_MINUTES } from '#app/platform/auth/session-adapter.server.ts';
import { countAssignedCases, countSessions, findColleagues, findEntry } from './colleague-repo.server.ts';
import { listSuccessors, type Colleague } from './list-caseworkers.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.viewed': Record<string, never>;
  }
}

/** What only a custodian sees of a colleague: how far her access reaches. */
interface Access {
  vaults: { compartment: string; since: string }[];
  sessions: number;
}

/** One colleague: roles, cases, and, for a custodian, vaults and sessions. No case is named. */
export async function viewMember(uow: UnitOfWork, memberId: string) {
  const entry = await findEntry(uow, memberId);
  if (!entry) throw new NotFound();
  const custodian = hasRole(uow.actor, 'custodian');
  const access: Access | null = custodian
    ? { vaults: await vaultsHeld(uow, memberId), sessions: await countSessions(uow, memberId, IDLE_MINUTES) }
    : null;
  const active = entry.status === 'active';
  const { cases, alone } = await countCasesOf(uow, memberId);
  const view = {
    id: memberId,
    name: entry.display_name,
    roles: entry.roles,
    active,
    lastSeen: entry.last_login_at?.toISOString() ?? null,
    cases,
    alone,
    /** for who assigns cases, as the list of people counts them */
    openCases: hasRole(uow.actor, 'supervisor') ? ((await countAssignedCases(uow)).get(memberId) ?? 0) : null,
    access,
    herself: memberId === uow.actor.id,
    mayChange: custodian && active && memberId !== uow.actor.id,
    mayReturn: custodian && !active,
    /** for a custodian, who invites her again under it */
    email: custodian ? entry.email : null,
    mayHandOver: hasRole(uow.actor, 'supervisor') && cases > 0,
  };
  return done(view, { type: 'member.viewed', detail: {} });
}

export interface RoleChoice {
  role: string;
  /** the vaults that it opens */
  vaults: string[];
}

/** As `viewMember`, with what a custodian must know before she changes something. */
export async function viewAccess(uow: UnitOfWork, memberId: string) {
  const { view, event } = await viewMember(uow, memberId);
  const kind = uow.actor.organisationKind;
  const choices: RoleChoice[] = rolesOf(kind).map((role) => ({ role, vaults: vaultsFor(kind, [role]) }));
  const successors: Colleague[] = view.alone > 0 ? await listSuccessors(uow, memberId) : [];
  const custodians = (await findColleagues(uow, ['custodian'])).filter(({ id }) => id !== memberId).length;
  return done({ ...view, choices, successors, custodians }, event);
}
