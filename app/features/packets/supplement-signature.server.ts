import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { BrokenSeal } from './packet-signature.server.ts';

/** What the sender's signature binds together. `manifest_sha256` is of the list, which holds the digest of every piece. */
export interface SignedSupplement {
  id: string;
  organisation_id: string;
  case_id: string;
  packet_id: string;
  letter_id: string;
  number: number;
  pieces: number;
  sent_by: string;
  sent_at: Date;
  manifest_sha256: Uint8Array;
}

/** Signs (Ed25519, by the key module) in the name of the member who sends it. */
export async function signSupplement(supplement: SignedSupplement) {
  const { version, signature } = await (await keyModule()).sign('packet', signedBytes(supplement));
  return { signature_version: version, sender_signature: signature };
}

/** Throws BrokenSeal unless the signature is of exactly this supplement and this list. */
export async function verifySupplement(
  supplement: SignedSupplement & { signature_version: number; sender_signature: Uint8Array },
  manifest: Uint8Array,
): Promise<void> {
  const { signature_version, sender_signature } = supplement;
  const holds = await (
    await keyModule()
  ).verify('packet', signature_version, signedBytes(supplement), sender_signature);
  const same = createHash('sha256').update(manifest).digest().equals(supplement.manifest_sha256);
  if (!holds || !same) throw new BrokenSeal();
}

function signedBytes(supplement: SignedSupplement): Uint8Array {
  const { id, organisation_id, case_id, packet_id, letter_id, number, pieces, sent_by, sent_at } = supplement;
  return lengthPrefixed(
    'linden/supplement/1',
    ...[id, organisation_id, case_id, packet_id, letter_id, sent_by, sent_at.toISOString()],
    ...[number, pieces],
    supplement.manifest_sha256,
  );
}
