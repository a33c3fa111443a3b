import { hasRole } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
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
  const view = { organisation: uow.actor.organisationName, people };
  return done(view, { type: 'members.listed', detail: { shown: people.length } });
}
