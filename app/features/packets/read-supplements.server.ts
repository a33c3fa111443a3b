import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { EvidenceEntry } from './documents/packet-snapshot.ts';
import { listPacketConsents } from './packet-consent-repo.server.ts';
import { isPieceOpen } from './packet-consents.ts';
import { openPieces } from './packet-document-repo.server.ts';
import type { PacketRow } from './packet-repo.server.ts';
import { picturesIn } from './pictures-in.server.ts';
import { BrokenSeal } from './packet-signature.server.ts';
import { SUPPLEMENT_LIST, type SupplementManifest } from './supplement-manifest.ts';
import { listSupplementRows, type SupplementRow } from './supplement-repo.server.ts';
import { verifySupplement } from './supplement-signature.server.ts';

/** What may be said of a supplement without opening it. */
export interface SupplementHead {
  number: number;
  /** a moment */
  sentAt: string;
  pieces: number;
  letterId: string;
  /** SHA-256 of its sealed list, 64 hexadecimal digits */
  fingerprint: string;
}

/** `list` is null when it is not as it was sent; `closed`: numbers of the pieces whose own consent has ended. */
export interface ReadSupplement extends SupplementHead {
  list: { note: string; evidence: EvidenceEntry[] } | null;
  closed: number[];
  /** numbers of those that can be shown in a page */
  pictures: number[];
}

/** The supplements of a packet, oldest first. */
export async function supplementHeads(uow: UnitOfWork, packetId: string): Promise<SupplementHead[]> {
  return (await listSupplementRows(uow, packetId)).map(headOf);
}

/**
 * How many supplements are missing among these: they are counted on from 1, and their number is in their signature. That the last
 * ones are gone does not show here; the sender's log has them (`answersGone`).
 */
export function supplementsMissing(supplements: readonly Pick<SupplementHead, 'number'>[]): number {
  return Math.max(0, ...supplements.map(({ number }) => number)) - supplements.length;
}

/** As `supplementHeads`, opened and proved against the sender's signature, for either side. */
export async function readSupplements(uow: UnitOfWork, packet: PacketRow, purpose: string): Promise<ReadSupplement[]> {
  const consents = await listPacketConsents(uow, packet.id);
  const read: ReadSupplement[] = [];
  for (const row of await listSupplementRows(uow, packet.id)) {
    const manifest = await openSupplement(uow, row, purpose).catch((error: unknown) => {
      if (error instanceof BrokenSeal) return null;
      throw error;
    });
    const closed = (manifest?.documents ?? []).filter(
      ({ packet_consent }) => packet_consent && !isPieceOpen(consents, packet_consent, isoDate(uow.now)),
    );
    read.push({
      ...headOf(row),
      list: manifest && { note: manifest.note, evidence: manifest.evidence },
      closed: closed.map(({ number }) => number ?? 0),
      pictures: manifest ? picturesIn(manifest) : [],
    });
  }
  return read;
}

/** The list of one supplement, by its number in the packet; null when there is none. Throws BrokenSeal. */
export async function supplementManifest(
  uow: UnitOfWork,
  packet: PacketRow,
  number: number,
  purpose: string,
): Promise<SupplementManifest | null> {
  const row = (await listSupplementRows(uow, packet.id)).find((each) => each.number === number);
  return row ? openSupplement(uow, row, purpose) : null;
}

async function openSupplement(uow: UnitOfWork, row: SupplementRow, purpose: string): Promise<SupplementManifest> {
  const pieces = await openPieces(uow, row.packet_id, {
    kind: SUPPLEMENT_LIST,
    language: 'und',
    at: row.number,
    pieces: 1,
  }).catch((error: unknown) => {
    throw error instanceof DecryptionError ? new BrokenSeal() : error;
  });
  const bytes = Buffer.concat(pieces.map((piece) => uow.reveal(piece, purpose)));
  await verifySupplement(row, bytes);
  return JSON.parse(bytes.toString('utf8')) as SupplementManifest;
}

function headOf(row: SupplementRow): SupplementHead {
  return {
    number: row.number,
    sentAt: row.sent_at.toISOString(),
    pieces: row.pieces,
    letterId: row.letter_id,
    fingerprint: Buffer.from(row.manifest_sha256).toString('hex'),
  };
}
