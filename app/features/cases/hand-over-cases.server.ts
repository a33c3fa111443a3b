import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { colleagueName } from '#app/features/members/colleague-name.server.ts';
import { endSessionsOf } from '#app/features/members/end-sessions.server.ts';
import { listSuccessorsByWork } from '#app/features/members/list-caseworkers.server.ts';
import { holdDirectory } from '#app/features/members/verified-colleagues.server.ts';
import { notifyMembers } from '#app/features/notices/notify.server.ts';
import { endAssignments, insertAssignments, listOpenWork, lockTeams } from './assignment-repo.server.ts';
import { ONLY_OUT, type HandOverCases } from './hand-over.schema.ts';
import { spreadCases } from './spread-cases.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.cases_viewed': { shown: number };
    'member.cases_handed_over': { cases: number; to: string[] };
  }
}

/** A colleague's cases by code, who else works on each, and a proposal of who takes which. */
export async function viewHandOver(uow: UnitOfWork, memberId: string, among: readonly string[]) {
  const colleagues = await listSuccessorsByWork(uow, memberId);
  const rows = await listOpenWork(uow, memberId);
  const work = rows.map(({ id, code, step, closed_on, assignments }) => ({
    id,
    code,
    step,
    closed: closed_on !== null,
    others: assignments
      .filter(({ member_id }) => member_id !== memberId)
      .map(({ member_id, assignee }) => ({ id: member_id, name: assignee.display_name })),
  }));
  const takers = colleagues.filter(({ id }) => among.includes(id));
  const proposal = spreadCases(
    work.map(({ id, others }) => ({ id, others: others.map((other) => other.id) })),
    takers,
  );
  const cases = work.map((each) => ({ ...each, to: proposal.get(each.id) ?? '' }));
  const view = {
    id: memberId,
    name: await colleagueName(uow, memberId),
    colleagues,
    among: takers.map(({ id }) => id),
    cases,
  };
  return done(view, { type: 'member.cases_viewed', detail: { shown: cases.length } });
}

/**
 * Hands a colleague's cases over to others, all of them in this one transaction: no case is without somebody in between.
 * A case that is given to nobody stays with her. She is signed out. Throws Invalid for a case that is not hers any more, a
 * colleague who cannot take one, and a case that would be left alone.
 */
export async function handOverCases(uow: UnitOfWork, memberId: string, { cases }: HandOverCases) {
  const chosen = new Map(cases.flatMap(({ caseId, to }): [string, string][] => (to ? [[caseId, to]] : [])));
  if (chosen.size === 0) throw new Invalid({ '': ['nothing_handed_over'] });
  await holdDirectory(uow);
  await lockTeams(uow, [...chosen.keys()]);
  const open = new Map(
    (await listOpenWork(uow, memberId)).map((row) => [row.id, row.assignments.map(({ member_id }) => member_id)]),
  );
  const takers = new Set((await listSuccessorsByWork(uow, memberId)).map(({ id }) => id));
  const given = new Map<string, string[]>();
  for (const [caseId, to] of chosen) {
    const working = open.get(caseId);
    if (!working) throw new Invalid({ '': ['not_hers_any_more'] });
    if (to === ONLY_OUT && working.length < 2) throw new Invalid({ '': ['last_assignment'] });
    if (to !== ONLY_OUT && !takers.has(to)) throw new Invalid({ '': ['invalid_choice'] });
    if (to !== ONLY_OUT && !working.includes(to)) given.set(to, [...(given.get(to) ?? []), caseId]);
  }
  for (const [to, caseIds] of given) await insertAssignments(uow, caseIds, to);
  await endAssignments(uow, memberId, [...chosen.keys()]);
  await endSessionsOf(uow, [memberId]);
  await notifyMembers(uow, [memberId, ...given.keys()], 'cases_taken_over', { kind: 'Member', id: memberId });
  return done(redirectTo(`/people/${memberId}`), {
    type: 'member.cases_handed_over',
    detail: { cases: chosen.size, to: [...given.keys()] },
  });
}
