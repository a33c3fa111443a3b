import type { ResourceFacts } from '#app/kernel/actions.ts';
import { resourceRef } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { isPast } from './packet-consents.ts';
import { findPacketFacts } from './packet-repo.server.ts';

/** What Cedar must know of a packet. Null when row-level security hides it or it does not exist. */
export async function packetFacts(uow: UnitOfWork, packetId: string): Promise<ResourceFacts<'Packet'> | null> {
  const row = await findPacketFacts(uow, packetId);
  if (!row) return null;
  return {
    organisationId: row.organisation_id,
    recipientOrganisationId: row.recipient_organisation_id,
    caseAssignedMemberIds: row.assignedMemberIds,
    state: row.state,
    referred: row.referred_at !== null,
    accepted: row.accepted_at !== null,
    withdrawn: row.withdrawn_at !== null,
    expired: isPast(row.expires_on, isoDate(uow.now)),
  };
}

/** The packet named by the route's `packetId`. */
export const packetResource = resourceRef('Packet', (params: { packetId: string }) => params.packetId, packetFacts);
