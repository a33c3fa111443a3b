import { randomUUID } from 'node:crypto';
import type { ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { followApplication } from './follow-application.server.ts';
import { endPacketConsents, listStandingOn, takeBackKeys } from './packet-consent-repo.server.ts';
import { insertPacketEvent, listPacketsOfCase, organisationNamesById, withdrawPackets } from './packet-repo.server.ts';

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
  /** a piece of evidence of this packet, not the whole of it */
  part: boolean;
}

interface Consent {
  id: string;
  withdrawn_at: Date | null;
}

/**
 * Who has received what by a consent: of the packets that left, on paper or in the system, those that stand or stood on it, and
 * those that end, or ended, with it.
 */
export async function recipientsOf(
  uow: UnitOfWork,
  caseId: string,
  purpose: ConsentPurpose,
  consent: Consent,
): Promise<ConsentRecipient[]> {
  const rows = await listStandingOn(uow, caseId, purpose, false);
  const ends = (row: { withdrawn_at: Date | null }) => row.withdrawn_at?.getTime() === consent.withdrawn_at?.getTime();
  const touched = rows.filter((row) => row.consent_id === consent.id || ends(row));
  return received(uow, [...new Map(touched.map((row) => [row.packet_id, row])).values()]);
}

/** Who has received what of a case, under any consent. */
export async function recipientsOfPackets(uow: UnitOfWork, caseId: string): Promise<ConsentRecipient[]> {
  return received(
    uow,
    (await listPacketsOfCase(uow, caseId)).map((packet) => ({ packet, own_key: false })),
  );
}

type Touched = Pick<Awaited<ReturnType<typeof listStandingOn>>[number], 'packet' | 'own_key'>;

async function received(uow: UnitOfWork, touched: readonly Touched[]): Promise<ConsentRecipient[]> {
  const left = touched.filter(({ packet }) => packet.handed_over_on || packet.referred_at);
  const names = await organisationNamesById(
    uow,
    left.map(({ packet }) => packet.recipient_organisation_id),
  );
  return left.map(({ packet, own_key }) => ({
    packetCode: packet.code,
    organisation: names.get(packet.recipient_organisation_id) ?? '',
    onPaper: packet.handed_over_on && packet.handed_over_on.toISOString().slice(0, 10),
    inSystem: packet.referred_at && isoDate(packet.referred_at),
    opened: packet.accepted_at && isoDate(packet.accepted_at),
    part: own_key,
  }));
}

/**
 * Stops everything that stands on a purpose, in the transaction that withdraws a consent to it, whichever consent it was, and
 * says who had received what. A packet that stands on it as a whole is withdrawn, with an application that is under way; of
 * others the pieces under this consent are closed. The receivers' keys go with them.
 */
export async function onConsentWithdrawn(
  uow: UnitOfWork,
  caseId: string,
  purpose: ConsentPurpose,
  consent: Consent,
): Promise<ConsentRecipient[]> {
  const standing = await listStandingOn(uow, caseId, purpose, true);
  const whole = [...new Map(standing.filter((row) => !row.own_key).map(({ packet }) => [packet.id, packet])).values()];
  for (const packet of whole.filter(({ state }) => UNDER_WAY.includes(state))) {
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
  const packetIds = whole.map(({ id }) => id);
  await withdrawPackets(uow, packetIds);
  const ended = await endPacketConsents(
    uow,
    packetIds,
    standing.map(({ id }) => id),
  );
  await takeBackKeys(uow, [...packetIds, ...ended]);
  return recipientsOf(uow, caseId, purpose, consent);
}
