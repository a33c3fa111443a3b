import { randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Forbidden, Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { endSessionsOf } from '#app/features/members/end-sessions.server.ts';
import { listCaseworkers } from '#app/features/members/list-caseworkers.server.ts';
import { holdDirectory } from '#app/features/members/verified-colleagues.server.ts';
import { notifyMembers } from '#app/features/notices/notify.server.ts';
import { endAssignment, insertAssignment, listAssignments, lockTeam } from './assignment-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.assigned': { memberId: string };
    'case.unassigned': { memberId: string };
    'case.handed_over': { memberId: string; toMemberId: string };
  }
}

/** Gives a colleague the case. Nobody assigns herself; assigning twice changes nothing. */
export async function assignCase(uow: UnitOfWork, caseId: string, memberId: string) {
  const working = await workingOn(uow, caseId);
  await addToTeam(uow, caseId, memberId, working);
  return done(redirectTo(`/cases/${caseId}/assignments`), { type: 'case.assigned', detail: { memberId } });
}

/** Takes the case from a colleague, who is out of it from then on. The last one is handed over, not withdrawn. */
export async function withdrawAssignment(uow: UnitOfWork, caseId: string, memberId: string) {
  const working = await workingOn(uow, caseId);
  if (working.size <= 1) throw new Invalid({ '': ['last_assignment'] });
  await takeFromTeam(uow, caseId, memberId, working);
  return done(redirectTo(`/cases/${caseId}/assignments`), { type: 'case.unassigned', detail: { memberId } });
}

/** From one colleague to another, in one act. Throws Invalid for the same one twice: the case would be left with nobody. */
export async function handOverCase(uow: UnitOfWork, caseId: string, memberId: string, toMemberId: string) {
  if (memberId === toMemberId) throw new Invalid({ toMemberId: ['cases:team.sameMember'] });
  const working = await workingOn(uow, caseId);
  await addToTeam(uow, caseId, toMemberId, working);
  await takeFromTeam(uow, caseId, memberId, working);
  return done(redirectTo(`/cases/${caseId}/assignments`), {
    type: 'case.handed_over',
    detail: { memberId, toMemberId },
  });
}

async function workingOn(uow: UnitOfWork, caseId: string): Promise<ReadonlySet<string>> {
  await holdDirectory(uow);
  await lockTeam(uow, caseId);
  const rows = await listAssignments(uow, caseId);
  return new Set(rows.filter((row) => row.ended_at === null).map((row) => row.member_id));
}

async function addToTeam(
  uow: UnitOfWork,
  caseId: string,
  memberId: string,
  working: ReadonlySet<string>,
): Promise<void> {
  if (memberId === uow.actor.id) throw new Forbidden();
  if (working.has(memberId)) return;
  const colleagues = await listCaseworkers(uow);
  if (!colleagues.some(({ id }) => id === memberId))
    throw new Invalid({ memberId: ['invalid_choice'] }, [{ kind: 'Member', id: memberId }]);
  await insertAssignment(uow, randomUUID(), caseId, memberId);
  await notifyMembers(uow, [memberId], 'case_assigned', { kind: 'Case', id: caseId });
}

async function takeFromTeam(
  uow: UnitOfWork,
  caseId: string,
  memberId: string,
  working: ReadonlySet<string>,
): Promise<void> {
  if (!working.has(memberId)) throw new Invalid({ memberId: ['invalid_choice'] });
  await endAssignment(uow, caseId, memberId);
  await notifyMembers(uow, [memberId], 'case_unassigned', { kind: 'Case', id: caseId });
  await endSessionsOf(uow, [memberId]);
}
