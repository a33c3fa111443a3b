import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';

/** The packet is not as it was frozen: a row, a document or the signature was changed. Says nothing of what. */
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal';

  constructor() {
    super('The packet is not as it was sent.');
  }
}

/** What the sender's signature binds together. `snapshot_sha256` is of the manifest, which holds every document's digest. */
export interface SignedPacket {
  id: string;
  code: string;
  organisation_id: string;
  case_id: string;
  application_id: string;
  frozen_by: string;
  consent_id: string;
  recipient_organisation_id: string;
  snapshot_sha256: Uint8Array;
}

/** Signs (Ed25519, by the key module) in the name of the member who froze the packet. */
export async function signPacket(packet: SignedPacket): Promise<{ version: number; signature: Buffer<ArrayBuffer> }> {
  return (await keyModule()).sign('packet', signedBytes(packet));
}

/** Throws BrokenSeal unless the signature is of exactly this packet and manifest. */
export async function verifyPacket(
  packet: SignedPacket & { signature_version: number; sender_signature: Uint8Array },
  manifest: Uint8Array,
): Promise<void> {
  await verifyPacketRow(packet);
  if (!createHash('sha256').update(manifest).digest().equals(packet.snapshot_sha256)) throw new BrokenSeal();
}

/** As `verifyPacket` for the row alone: before anything is sealed to the organisation that it names. Throws BrokenSeal. */
export async function verifyPacketRow(packet: SignedPacket & { signature_version: number; sender_signature: Uint8Array }): Promise<void> {
  const signed = await (await keyModule()).verify('packet', packet.signature_version, signedBytes(packet), packet.sender_signature);
  if (!signed) throw new BrokenSeal();
}

function signedBytes(packet: SignedPacket): Uint8Array {
  const { id, code, organisation_id, case_id, application_id, frozen_by, consent_id, recipient_organisation_id, snapshot_sha256 } = packet;
  return lengthPrefixed(
    'linden/packet/2',
    ...[id, code, organisation_id, case_id, application_id, frozen_by, consent_id, recipient_organisation_id],
    snapshot_sha256,
  );
}
