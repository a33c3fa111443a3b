import { done } from '#app/kernel/audit-events.ts';
import { only } from '#app/kernel/scope.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listGroupRows } from './group-session-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'group_sessions.listed': { shown: number };
  }
}

const LATEST = 50;

/** The latest group sessions that the actor led. */
export async function listGroupSessions(uow: UnitOfWork) {
  const scope = only({ organisation_id: uow.actor.organisationId, leader_id: uow.actor.id });
  const rows = await listGroupRows(uow, scope, { take: LATEST, skip: 0 });
  const sessions = rows.slice(0, LATEST).map((row) => ({
    id: row.id,
    heldOn: row.held_on.toISOString().slice(0, 10),
    durationMinutes: row.duration_minutes,
    attended: row._count.attendances,
  }));
  return done({ sessions }, { type: 'group_sessions.listed', detail: { shown: sessions.length } });
}
