import type { ResourceFacts } from '#app/kernel/actions.ts';
import { resourceRef } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findCaseFacts } from './case-repo.server.ts';

/** What Cedar must know of a case. Null when row-level security hides it or it does not exist. */
export async function caseFacts(uow: UnitOfWork, caseId: string): Promise<ResourceFacts<'Case'> | null> {
  const row = await findCaseFacts(uow, caseId);
  if (!row) return null;
  const application = row.applications[0];
  return {
    organisationId: row.organisation_id,
    assignedMemberIds: row.assignments.map((assignment) => assignment.member_id),
    breakGlassMemberIds: row.break_glasses.map((opened) => opened.member_id),
    closed: row.closed_on !== null,
    applicationPreparedBy: application?.prepared_by ?? [],
    applicationReviewed: application?.review_outcome === 'approved',
    applicationState: application?.state ?? 'none',
    erasureRequestedBy: row.erasures.map((wish) => wish.requested_by),
    erased: row.erased_on !== null,
  };
}

/** The case named by the route's `caseId`. */
export const caseResource = resourceRef('Case', (params: { caseId: string }) => params.caseId, caseFacts);
