import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { organisationName } from './packet-repo.server.ts';

/** The name of the organisation that sent a packet. */
export function senderName(uow: UnitOfWork, packet: { organisation_id: string }): Promise<string> {
  return organisationName(uow, packet.organisation_id);
}
