import { createPublicKey, verify } from 'node:crypto';

export const ED25519_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The fixed start of an Ed25519 public key in SPKI (RFC 8410, section 4); the key's 32 bytes follow. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether the signature (RFC 8032, 64 bytes) is of exactly these bytes by the key (32 bytes). */
export function verifyEd25519(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== ED25519_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return verify(null, data, key, signature);
}
