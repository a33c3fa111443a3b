import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import type { ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import { Forbidden } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { endPacketConsents, listPacketConsents } from './packet-consent-repo.server.ts';
import { isPieceOpen, wholePurposes } from './packet-consents.ts';
import type { PacketRow } from './packet-repo.server.ts';

const SUBMISSION = 'commission_submission';

/**
 * The consent to the submission, when everything that the packet as a whole stands on is agreed to today, in full and for
 * this recipient; null otherwise, and when she has since agreed to less than what the packet contains. The consents stay locked until what is disclosed is committed.
 */
export async function consentOf(uow: UnitOfWork, packet: PacketRow): Promise<string | null> {
  const rows = await listPacketConsents(uow, packet.id);
  const purposes = wholePurposes(rows);
  let submission: string | null = null;
  for (const purpose of purposes) {
    const consent = await activeConsent(uow, packet.case_id, purpose as ConsentPurpose, uow.now, packet.recipient_organisation_id);
    if (!consent || !rows.some((row) => row.consent_id === consent.id)) return null;
    if (purpose === SUBMISSION) submission = consent.id;
  }
  return submission;
}

/** As `consentOf`. Throws Forbidden without it: nothing of a packet leaves. */
export async function requireConsent(uow: UnitOfWork, packet: PacketRow): Promise<string> {
  const consentId = await consentOf(uow, packet);
  if (!consentId) throw new Forbidden();
  return consentId;
}

/**
 * Throws Forbidden unless the piece that stands on this row of packet_consent alone may be opened today. The sender's side also
 * asks for the consent itself, locked; the receiver sees none and goes by what is written in the packet.
 */
export async function requirePiece(uow: UnitOfWork, packet: PacketRow, packetConsentId: string): Promise<void> {
  const rows = await listPacketConsents(uow, packet.id);
  if (!isPieceOpen(rows, packetConsentId, isoDate(uow.now))) throw new Forbidden();
  if (packet.organisation_id !== uow.actor.organisationId) return;
  const purpose = rows.find(({ id }) => id === packetConsentId)?.purpose as ConsentPurpose;
  if (!(await activeConsent(uow, packet.case_id, purpose, uow.now, packet.recipient_organisation_id))) throw new Forbidden();
}

/**
 * The rows of packet_consent whose own key goes to the receiver: those that are agreed to now. The others end here: a later yes
 * could not give the receiver what it was not sent.
 */
export async function piecesToSend(uow: UnitOfWork, packet: PacketRow): Promise<string[]> {
  const pieces = (await listPacketConsents(uow, packet.id)).filter((row) => row.own_key && !row.withdrawn_at);
  const sent: string[] = [];
  for (const purpose of new Set(pieces.map((row) => row.purpose as ConsentPurpose))) {
    const rows = pieces.filter((row) => row.purpose === purpose);
    const agreed = await activeConsent(uow, packet.case_id, purpose, uow.now, packet.recipient_organisation_id);
    if (agreed) sent.push(rows[0]!.id);
    else await endPacketConsents(uow, [], rows.map(({ id }) => id));
  }
  return sent;
}
