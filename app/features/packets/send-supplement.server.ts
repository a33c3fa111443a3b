import { createHash, randomUUID } from 'node:crypto';
import { noteIncludedInPacket } from '#app/features/evidence/evidence-entries.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { COUNTERPART } from '#app/kernel/column-register.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { assembleSupplement, standsOnOf } from './assemble-supplement.server.ts';
import { followApplication } from './follow-application.server.ts';
import { insertPacketConsents } from './packet-consent-repo.server.ts';
import { insertDocument } from './packet-document-repo.server.ts';
import { findPacket, insertPacketEvent } from './packet-repo.server.ts';
import type { SupplementForm } from './packet.schema.ts';
import { requireConsent } from './require-consent.server.ts';
import { insertSupplement, listSupplementRows } from './supplement-repo.server.ts';
import { SUPPLEMENT_LIST } from './supplement-manifest.ts';
import { signSupplement } from './supplement-signature.server.ts';
import { supplementSource, tracesInSupplement } from './supplement-source.server.ts';
import { tellReceiver } from './tell-receiver.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.supplemented': { number: number; pieces: number; note: boolean; nameSeen: boolean };
  }
}

/**
 * Answers a request of the commission: the chosen evidence goes with the packet, sealed under its key, or under that of the
 * consent which a piece stands on, after the consents were checked and locked as when a packet is sent. All in one
 * transaction (docs/decisions/073). Throws Forbidden without active consent, Invalid when the letter cannot be answered now,
 * when a piece may not go, when a text says who she is and nobody has said that it was seen, and until it was looked over.
 */
export async function sendSupplement(uow: UnitOfWork, packetId: string, letterId: string, form: SupplementForm) {
  const packet = await findPacket(uow, packetId);
  const consentId = await requireConsent(uow, packet);
  const source = await supplementSource(uow, packet, letterId);
  if (!source) throw new NotFound();
  if (!source.answerable) throw new Invalid({ '': ['packets:error.notAnswerable'] });
  const offered = source.pieces.filter(({ agreed }) => agreed);
  const pieces = offered.filter(({ id }) => form.evidence.includes(id));
  if (pieces.length !== new Set(form.evidence).size) throw new Invalid({ evidence: ['packets:error.pieceGone'] });
  const note = form.note ?? '';
  if ((await tracesInSupplement(uow, packet.case_id, pieces, note)).length > 0 && !form.nameSeen) {
    throw new Invalid({ nameSeen: ['tick'] });
  }
  // The last of all: what was found is known before she is asked to look it over.
  if (!form.sure) throw new Invalid({ sure: ['packets:error.lookOver'] });

  const { keys, added } = await standsOnOf(uow, packet, pieces);
  const { manifest, documents } = await assembleSupplement(uow, packet, pieces, note, keys);
  const listed = Buffer.from(JSON.stringify(manifest), 'utf8');
  const number = Math.max(0, ...(await listSupplementRows(uow, packetId)).map((row) => row.number)) + 1;
  const supplement = {
    id: randomUUID(),
    organisation_id: packet.organisation_id,
    case_id: packet.case_id,
    packet_id: packetId,
    letter_id: letterId,
    number,
    pieces: pieces.length,
    manifest_sha256: createHash('sha256').update(listed).digest() as Buffer<ArrayBuffer>,
    sent_by: uow.actor.id,
    sent_at: uow.now,
  };
  await insertSupplement(uow, { ...supplement, ...(await signSupplement(supplement)) });
  if (added.length > 0) await insertPacketConsents(uow, packet, added);
  const list = {
    kind: SUPPLEMENT_LIST,
    compartment: 'legal',
    language: 'und',
    at: number,
    pages: null,
    openHash: null,
    packetConsentId: null,
    content: listed,
  } as const;
  for (const document of [list, ...documents]) await insertDocument(uow, packetId, document, supplement.id);
  for (const id of new Set(keys.values())) {
    if (id === null) continue;
    const subject = { kind: 'packet_consent', id, organisationId: packet.organisation_id } as const;
    await uow.contentKeys.sealTo(subject, 'legal', packet.recipient_organisation_id, COUNTERPART['legal']!, {
      mayHave: true,
    });
  }
  await noteIncludedInPacket(
    uow,
    packet.case_id,
    pieces.map(({ id }) => id),
    `${packet.code}/${number}`,
  );
  await insertPacketEvent(uow, {
    id: randomUUID(),
    organisation_id: packet.organisation_id,
    packet_id: packetId,
    state: 'supplemented',
    happened_on: new Date(isoDate(uow.now)),
    source: 'system',
  });
  await followApplication(uow, packet, 'supplemented');
  await tellReceiver(uow, packet, 'documents_came');
  return done(redirectTo(`/packets/${packetId}/letters/${letterId}`), {
    type: 'packet.supplemented',
    caseId: packet.case_id,
    consentId,
    purpose: 'commission_submission',
    resource: { kind: 'Supplement', id: supplement.id },
    detail: { number, pieces: pieces.length, note: note !== '', nameSeen: form.nameSeen },
  });
}
