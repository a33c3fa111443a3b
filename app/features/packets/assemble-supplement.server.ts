import { randomBytes, randomUUID } from 'node:crypto';
import { evidenceContent } from '#app/features/evidence/evidence-entries.server.ts';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { StoredDocument } from './packet-document-repo.server.ts';
import type { StandsOn } from './packet-consents.ts';
import { consentTerms } from './freeze-source-repo.server.ts';
import { listPacketConsents } from './packet-consent-repo.server.ts';
import { digestOf, piecesOf } from './packet-manifest.ts';
import type { PacketRow } from './packet-repo.server.ts';
import { nextPosition } from './supplement-repo.server.ts';
import { SUPPLEMENT_EVIDENCE, type SupplementManifest } from './supplement-manifest.ts';
import { shownTexts, type SupplementPiece } from './supplement-source.server.ts';

/** By consent: the row of packet_consent whose key seals what stands on it, or null for the key of the whole packet. */
export type Keys = ReadonlyMap<string, string | null>;

/**
 * The rows of packet_consent that the pieces stand on: those that the packet has for these consents already, and new ones.
 * Throws Conflict when what stood on such a consent was closed: a consent given later makes a new row.
 */
export async function standsOnOf(uow: UnitOfWork, packet: PacketRow, pieces: readonly SupplementPiece[]) {
  const known = await listPacketConsents(uow, packet.id);
  const keys = new Map<string, string | null>();
  const added: StandsOn[] = [];
  for (const terms of await consentTerms(uow, [...new Set(pieces.flatMap(({ consentId }) => consentId ?? []))])) {
    const row = known.find(({ consent_id }) => consent_id === terms.id);
    if (row?.withdrawn_at) throw new Conflict();
    const id = row?.id ?? randomUUID();
    if (!row)
      added.push({ id, consentId: terms.id, purpose: terms.purpose, ownKey: true, expires_on: terms.expires_on });
    keys.set(terms.id, row && !row.own_key ? null : id);
  }
  return { keys: keys as Keys, added };
}

/** The pieces as they are stored, and the list of them. */
export async function assembleSupplement(
  uow: UnitOfWork,
  packet: PacketRow,
  pieces: readonly SupplementPiece[],
  note: string,
  keys: Keys,
) {
  const documents: StoredDocument[] = [];
  const manifest: SupplementManifest = {
    format: 1,
    salt: randomBytes(32).toString('hex'),
    note,
    evidence: [],
    documents: [],
  };
  let at = await nextPosition(uow, packet.id, SUPPLEMENT_EVIDENCE);
  for (const [index, piece] of pieces.entries()) {
    const number = index + 1;
    const parts = await evidenceContent(uow, packet.case_id, piece.id);
    if (!parts) throw new Conflict();
    const content = Buffer.concat(parts.map((part) => uow.reveal(part, 'packet')));
    const packetConsentId = piece.consentId === null ? null : (keys.get(piece.consentId) ?? null);
    const stored = { kind: SUPPLEMENT_EVIDENCE, compartment: 'legal', language: 'und', at, pages: null } as const;
    documents.push({ ...stored, openHash: null, packetConsentId, content });
    const count = piecesOf(content).length;
    const digest = digestOf(content, null);
    const { title, provenance } = shownTexts(uow, piece);
    manifest.evidence.push({
      number,
      type: piece.type,
      title,
      provenance,
      pages: null,
      bytes: content.length,
      sha256: digest,
    });
    manifest.documents.push({
      ...stored,
      ...{
        number,
        packet_consent: packetConsentId,
        media_type: piece.mediaType,
        bytes: content.length,
        pieces: count,
        digest,
      },
    });
    at += count;
  }
  return { manifest, documents };
}
