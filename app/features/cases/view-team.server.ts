import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listCaseworkers } from '#app/features/members/list-caseworkers.server.ts';
import { listAssignments } from './assignment-repo.server.ts';
import { caseParts } from './case-head.server.ts';
import { findCase } from './case-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.team_viewed': Record<string, never>;
  }
}

/** Who works on a case, who did, and who could. */
export async function viewTeam(uow: UnitOfWork, caseId: string) {
  const { code } = await findCase(uow, caseId);
  const rows = await listAssignments(uow, caseId);
  const people = rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    name: row.assignee.display_name,
    roles: row.assignee.roles,
    since: row.assigned_at.toISOString(),
    until: row.ended_at?.toISOString() ?? null,
  }));
  const working = people.filter(({ until }) => until === null);
  const taken = new Set([uow.actor.id, ...working.map(({ memberId }) => memberId)]);
  const free = (await listCaseworkers(uow)).filter(({ id }) => !taken.has(id));
  const parts = await caseParts(uow, caseId);
  const view = { id: caseId, code, parts, working, before: people.filter(({ until }) => until !== null), free };
  return done(view, { type: 'case.team_viewed', detail: {} });
}
