import type { ResourceFacts } from '#app/kernel/actions.ts';
import { resourceRef } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findGroupFacts } from './group-session-repo.server.ts';

/** What Cedar must know of a group session. Null when row-level security hides it or it does not exist. */
async function groupSessionFacts(uow: UnitOfWork, groupId: string): Promise<ResourceFacts<'GroupSession'> | null> {
  const row = await findGroupFacts(uow, groupId);
  if (!row) return null;
  const workers = row.attendances.flatMap(({ case_file }) => case_file.assignments.map(({ member_id }) => member_id));
  return {
    organisationId: row.organisation_id,
    leaderId: row.leader_id,
    attendeeCasesAssignedTo: [...new Set(workers)],
    compartment: row.compartment,
  };
}

/** The group session named by the route's `groupId`. */
export const groupSessionResource = resourceRef(
  'GroupSession',
  (params: { groupId: string }) => params.groupId,
  groupSessionFacts,
);
