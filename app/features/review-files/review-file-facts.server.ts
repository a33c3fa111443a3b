import { receivedPacket, whyClosed } from '#app/features/packets/received-packet.server.ts';
import type { ResourceFacts } from '#app/kernel/actions.ts';
import { resourceRef } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findFileWithAssignments } from './review-file-repo.server.ts';

/**
 * What Cedar must know of a file. Once consent is withdrawn or has run out its packet is hidden, and the file is closed with
 * it; it is also hidden from a reviewer who declared a conflict, to whom the file is closed anyway.
 */
export async function reviewFileFacts(uow: UnitOfWork, fileId: string): Promise<ResourceFacts<'ReviewFile'> | null> {
  const row = await findFileWithAssignments(uow, fileId);
  if (!row) return null;
  const declared = (conflict: string) => row.assignments.filter((one) => one.conflict === conflict).map((one) => one.member_id);
  const hidden = !declared('declared').includes(uow.actor.id) && (await receivedPacket(uow, row.packet_id)) === null;
  const expired = hidden && (await whyClosed(uow, row.packet_id)) === 'expired';
  return {
    organisationId: row.organisation_id,
    packetOrganisationId: row.packet_organisation_id,
    assignedReviewerIds: row.assignments.map((assignment) => assignment.member_id),
    conflictMemberIds: declared('declared'),
    undeclaredMemberIds: declared('undeclared'),
    withdrawn: hidden && !expired,
    expired,
    state: row.state,
    firstDeciderIds: row.state === 'reconsideration_requested' && row.decided_by ? [row.decided_by] : [],
  };
}

/** The file named by the route's `fileId`. */
export const reviewFileResource = resourceRef('ReviewFile', (params: { fileId: string }) => params.fileId, reviewFileFacts);
