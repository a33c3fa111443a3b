import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';

/** The list of a packet's documents with their digests. It is sealed; the sender's signature covers its hash. */
export interface Manifest {
  format: 1;
  /** 32 random bytes in hexadecimal digits, so that the manifest's open hash cannot be guessed from known content */
  salt: string;
  /** hash of the coded content, as its pages carry it */
  content_sha256: string;
  documents: ManifestEntry[];
}

export interface ManifestEntry {
  kind: DocumentKindInPacket;
  compartment: 'legal' | 'identity';
  /** `und` for data and for files that came as they are */
  language: string;
  /** evidence only, counted from 1 as in the coded packet */
  number: number | null;
  /** the row of packet_consent that this piece alone stands on and whose key seals it; a packet from before has none */
  packet_consent?: string | null;
  media_type: string;
  pages: number | null;
  bytes: number;
  /** position of the first of `pieces` stored pieces */
  at: number;
  pieces: number;
  /** 64 hexadecimal digits */
  digest: string;
}

/** `snapshot` and `identity_data` are what the two PDFs were set from, for the screen. */
export type DocumentKindInPacket =
  'snapshot' | 'coded_packet' | 'receipt' | 'evidence' | 'identity_data' | 'identity_sheet' | 'supplement_evidence';

export const PIECE_BYTES = 1024 * 1024;

/**
 * A document's digest. Those who read only the coded part see the digests of the identity's documents too, so these are
 * taken with `blind`, 32 random bytes that are sealed with the identity.
 */
export function digestOf(content: Uint8Array, blind: Uint8Array | null): string {
  const bytes = blind ? lengthPrefixed('linden/packet/blinded', blind, content) : content;
  return createHash('sha256').update(bytes).digest('hex');
}

export function piecesOf(content: Uint8Array): Uint8Array[] {
  const count = Math.max(1, Math.ceil(content.length / PIECE_BYTES));
  return Array.from({ length: count }, (_, at) => content.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES));
}

export function findDocument(
  manifest: Manifest,
  kind: DocumentKindInPacket,
  language: string,
  number: number | null = null,
) {
  return manifest.documents.find(
    (entry) => entry.kind === kind && entry.language === language && entry.number === number,
  );
}
