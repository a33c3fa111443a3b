import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { CodedSnapshot, IdentitySnapshot } from './documents/packet-snapshot.ts';
import { openPieces } from './packet-document-repo.server.ts';
import { digestOf, findDocument, type Manifest, type ManifestEntry } from './packet-manifest.ts';
import type { PacketRow } from './packet-repo.server.ts';
import { BrokenSeal, verifyPacket } from './packet-signature.server.ts';

export interface IdentityData {
  /** 32 random bytes in hexadecimal digits; see `digestOf` */
  blind: string;
  snapshot: IdentitySnapshot;
}

/** Opens the packet's manifest and proves that the sender signed it, for this recipient and this consent. Throws BrokenSeal. */
export async function openManifest(uow: UnitOfWork, packet: PacketRow): Promise<Manifest> {
  const bytes = await sealed(async () => {
    const pieces = await openPieces(uow, packet.id, { kind: 'manifest', language: 'und', at: 0 });
    return Buffer.concat(pieces.map((piece) => uow.reveal(piece, 'verify')));
  });
  await verifyPacket(packet, bytes);
  return JSON.parse(bytes.toString('utf8')) as Manifest;
}

/** One document as it was frozen; `purpose` is recorded. Throws BrokenSeal when it is not what the manifest says. */
export async function readDocument(
  uow: UnitOfWork,
  packet: PacketRow,
  entry: ManifestEntry | undefined,
  purpose: string,
  blind: Uint8Array | null = null,
): Promise<Buffer> {
  if (!entry) throw new BrokenSeal();
  const content = await sealed(async () => {
    const pieces = await openPieces(uow, packet.id, entry);
    return Buffer.concat(pieces.map((piece) => uow.reveal(piece, purpose)));
  });
  if (digestOf(content, blind) !== entry.digest) throw new BrokenSeal();
  return content;
}

export async function readCodedSnapshot(uow: UnitOfWork, packet: PacketRow, manifest: Manifest, purpose: string): Promise<CodedSnapshot> {
  const bytes = await readDocument(uow, packet, findDocument(manifest, 'snapshot', 'und'), purpose);
  return JSON.parse(bytes.toString('utf8')) as CodedSnapshot;
}

export async function readIdentityData(uow: UnitOfWork, packet: PacketRow, manifest: Manifest, purpose: string): Promise<IdentityData> {
  const bytes = await readDocument(uow, packet, findDocument(manifest, 'identity_data', 'und'), purpose);
  return JSON.parse(bytes.toString('utf8')) as IdentityData;
}

export async function readIdentitySheet(uow: UnitOfWork, packet: PacketRow, manifest: Manifest, language: string, purpose: string) {
  const { blind } = await readIdentityData(uow, packet, manifest, purpose);
  return readDocument(uow, packet, findDocument(manifest, 'identity_sheet', language), purpose, Buffer.from(blind, 'hex'));
}

/** A piece that was changed, moved or replaced does not open; to the reader that is the same broken seal. */
async function sealed<Result>(open: () => Promise<Result>): Promise<Result> {
  try {
    return await open();
  } catch (error) {
    throw error instanceof DecryptionError ? new BrokenSeal() : error;
  }
}
