import { hasRole, type Actor } from '#app/kernel/actor.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { DAY_MS } from './case-view.ts';
import type { CaseListQuery } from './case.schema.ts';
import { ENDED } from './lawyer-wanted.ts';

/** What the address asks of the list, as conditions beside the actor's scope. */
export function caseFilter(actor: Actor, query: CaseListQuery, now: Date): Prisma.case_fileWhereInput {
  return {
    ...(query.step ? { step: query.step } : {}),
    ...(query.code ? { code: { startsWith: query.code } } : {}),
    // Who types a whole code looks for this one case, wherever it stands.
    ...(query.closed || isWhole(query.code) ? {} : { closed_on: null }),
    ...(query.waiting ? { last_activity_at: { lt: new Date(now.getTime() - Number(query.waiting) * DAY_MS) } } : {}),
    ...(query.assigned && hasRole(actor, 'supervisor') ? { AND: assignedTo(query.assigned) } : {}),
  };
}

/** `K-` and six letters or digits, as `newCode` makes them. */
const CODE = /^K-[0-9A-Z]{6}$/;

function isWhole(code: string | undefined): boolean {
  return code !== undefined && CODE.test(code);
}

/** As `lawyerWanted` says it of one case. */
const WANTS_LAWYER = {
  closed_on: null,
  readiness: 'wants_to_apply',
  assignments: { none: { ended_at: null, assignee: { roles: { has: 'legal_officer' } } } },
  OR: [{ applications: { none: {} } }, { applications: { some: { state: { notIn: [...ENDED] } } } }],
} satisfies Prisma.case_fileWhereInput;

function assignedTo(memberId: string): Prisma.case_fileWhereInput {
  if (memberId === 'lawyer') return WANTS_LAWYER;
  if (memberId === 'nobody') return { assignments: { none: { ended_at: null } } };
  return { assignments: { some: { member_id: memberId, ended_at: null } } };
}
