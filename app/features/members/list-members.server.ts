import { hasRole } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { resumeRenewals } from '#app/features/vaults/resume-renewals.server.ts';
import { recentInvitations } from '#app/features/invitations/view-invitation.server.ts';
import { firstStepsOf } from '#app/features/recovery-keys/first-steps.server.ts';
import { countAssignedCases, findColleagues } from './colleague-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'members.listed': { shown: number };
  }
}

/** The organisation's members with their roles; how many open cases each has, for who assigns. */
export async function listMembers(uow: UnitOfWork) {
  const rows = await findColleagues(uow);
  const workload = hasRole(uow.actor, 'supervisor') ? await countAssignedCases(uow) : null;
  const people = rows.map((row) => ({
    id: row.id,
    name: row.display_name,
    roles: row.roles,
    active: row.status === 'active',
    lastSeen: row.last_login_at?.toISOString() ?? null,
    openCases: workload ? (workload.get(row.id) ?? 0) : null,
  }));
  const keeps = hasRole(uow.actor, 'custodian');
  if (keeps) await resumeRenewals(uow);
  const view = {
    organisation: uow.actor.organisationName,
    people,
    opens: hasRole(uow.actor, 'custodian', 'supervisor'),
    keeps,
    invitations: keeps ? await recentInvitations(uow) : [],
    firstSteps: keeps ? await firstStepsOf(uow, rows.length) : null,
    me: uow.actor.id,
  };
  return done(view, { type: 'members.listed', detail: { shown: people.length } });
}
