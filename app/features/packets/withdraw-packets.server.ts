import { isoDate } from '#app/platform/i18n/format.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { randomUUID } from 'node:crypto';
import { followApplication } from './follow-application.server.ts';
import { insertPacketEvent } from './packet-repo.server.ts';
import { listPacketsOfConsent, organisationNames, withdrawPacketsOfConsent } from './withdrawal-repo.server.ts';

const UNDER_WAY: readonly string[] = ['handed_over', 'referred', 'accepted'];

/** Somebody who had received something under a consent. */
export interface ConsentRecipient {
  packetCode: string;
  organisation: string;
  /** the day on which paper was handed over, or null */
  onPaper: string | null;
  /** the day on which it was referred in the system, or null */
  inSystem: string | null;
  /** the day on which the receiver could first open it, or null */
  opened: string | null;
}

/** Who has received what under this consent: packets that left, on paper or in the system. */
export async function recipientsOf(uow: UnitOfWork, consentId: string): Promise<ConsentRecipient[]> {
  const packets = await listPacketsOfConsent(uow, consentId);
  const left = packets.filter((packet) => packet.handed_over_on || packet.referred_at);
  const names = await organisationNames(uow, left.map((packet) => packet.recipient_organisation_id));
  return left.map((packet) => ({
    packetCode: packet.code,
    organisation: names.get(packet.recipient_organisation_id) ?? '',
    onPaper: packet.handed_over_on && packet.handed_over_on.toISOString().slice(0, 10),
    inSystem: packet.referred_at && isoDate(packet.referred_at),
    opened: packet.accepted_at && isoDate(packet.accepted_at),
  }));
}

/**
 * Stops every packet that stands on a consent, in the transaction that withdraws it, and says who had received what. The
 * commission's access ends at once; an application that is under way there is withdrawn with it.
 */
export async function onConsentWithdrawn(uow: UnitOfWork, consent: { id: string }): Promise<ConsentRecipient[]> {
  const recipients = await recipientsOf(uow, consent.id);
  const packets = await listPacketsOfConsent(uow, consent.id);
  for (const packet of packets.filter(({ state }) => UNDER_WAY.includes(state))) {
    await followApplication(uow, packet, 'withdrawn');
    await insertPacketEvent(uow, {
      id: randomUUID(),
      organisation_id: uow.actor.organisationId,
      packet_id: packet.id,
      state: 'withdrawn',
      happened_on: new Date(isoDate(uow.now)),
      source: 'system',
    });
  }
  await withdrawPacketsOfConsent(uow, consent.id);
  return recipients;
}
