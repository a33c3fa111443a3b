import { nextStates } from '#app/features/applications/application-states.ts';
import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import type { ConsentPurpose } from '#app/features/consents/consent.schema.ts';
import { applicationWindow } from '#app/features/settings/current-setting.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings, listLetters } from './letter-repo.server.ts';
import { listDocumentHeads } from './packet-document-repo.server.ts';
import { packetFacts } from './packet-facts.server.ts';
import { findPacket, listPacketEvents, openReceiver, organisationName } from './packet-repo.server.ts';
import { listPacketConsents } from './packet-consent-repo.server.ts';
import { isPieceOpen } from './packet-consents.ts';
import { dayOf, progressOf, standsAt, toMoment } from './packet-view.ts';
import { PAPER_STATES } from './packet.schema.ts';
import { sentOutside } from './sent-outside.server.ts';
import { toLetterHead } from './read-letter.server.ts';
import { consentOf } from './require-consent.server.ts';
import { answersGone } from './supplement-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.viewed': { state: string };
  }
}

/** A packet as its own organisation follows it: state, dates, documents to print, letters. What a member may not do is left out. */
export async function viewPacket(uow: UnitOfWork, packetId: string) {
  const packet = await findPacket(uow, packetId);
  // The commission has pages of its own: /inbox and /files.
  if (packet.organisation_id !== uow.actor.organisationId) throw new NotFound();
  const resource = { type: 'Packet', id: packetId, facts: (await packetFacts(uow, packetId))! } as const;
  const may = {
    open: uow.may('readCodedDocument', resource),
    refer: uow.may('referPacket', resource) && !packet.referred_at,
    handOver: uow.may('recordHandover', resource) && !packet.handed_over_on,
    progress: uow.may('recordPaperProgress', resource),
  };
  const events = await listPacketEvents(uow, packetId);
  const letters = uow.may('readLetter', resource) ? await listLetters(uow, packetId) : [];
  const confirmed = await confirmedSettings(
    uow,
    [...events, ...letters].map((row) => row.setting_id),
  );
  const assigned = resource.facts.caseAssignedMemberIds.includes(uow.actor.id);
  const receiver = assigned ? await openReceiver(uow, packet) : null;
  const pieces = (await listPacketConsents(uow, packetId)).filter((row) => row.own_key);
  const progress = progressOf(events);
  const told: readonly string[] = packet.accepted_at ? ['supplemented'] : packet.handed_over_on ? PAPER_STATES : [];
  const view = {
    id: packet.id,
    code: packet.code,
    case: await caseHead(uow, packet.case_id),
    parts: await caseParts(uow, packet.case_id),
    stands: standsAt(packet, events),
    language: packet.language,
    recipient: await organisationName(uow, packet.recipient_organisation_id),
    frozenOn: isoDate(packet.frozen_at),
    handedOver: packet.handed_over_on && {
      on: dayOf(packet.handed_over_on),
      route: packet.handed_over_route as Code<'handoverRoute'>,
      receivedBy: uow.reveal(receiver, 'handover'),
    },
    referredOn: packet.referred_at && isoDate(packet.referred_at),
    registration: packet.registered_on && { number: packet.registration_number, on: dayOf(packet.registered_on) },
    withdrawnOn: packet.withdrawn_at && isoDate(packet.withdrawn_at),
    expired: resource.facts.expired,
    expiresOn: packet.expires_on && dayOf(packet.expires_on),
    /** only while it can still be handed in or sent for the first time */
    window: packet.state === 'frozen' && (may.refer || may.handOver) ? await applicationWindow(uow, uow.now) : null,
    /** once it has left */
    sentOutside: await sentOutside(uow, packet),
    consentActive: (await consentOf(uow, packet)) !== null,
    closedPieces: [
      ...new Set(
        pieces
          .filter((row) => !isPieceOpen(pieces, row.id, isoDate(uow.now)))
          .map((row) => row.purpose as ConsentPurpose),
      ),
    ],
    /** answers that were sent in the system and are not stored any more */
    answersGone: await answersGone(uow, packet.case_id),
    moments: events.map((event) => toMoment(event, confirmed)).reverse(),
    letters: letters.map((letter, position) => toLetterHead(letter, confirmed, position === 0 ? progress : null)),
    documents: may.open ? await listDocumentHeads(uow, packetId) : [],
    nextStates: may.progress && progress ? nextStates(progress).filter((state) => told.includes(state)) : [],
    may,
    today: isoDate(uow.now),
  };
  return done(view, { type: 'packet.viewed', caseId: packet.case_id, detail: { state: packet.state } });
}

export type PacketPage = Awaited<ReturnType<typeof viewPacket>>['view'];
