import { createHash } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';

/**
 * Which key pair a renewal replaces, of a member in which status: after it was used the member has another one, and the
 * link fits no more. A link for somebody who works here does not bring back who has left, and the other way round.
 */
export function keyHashOf({
  kem_public_key,
  status,
}: {
  kem_public_key: Uint8Array;
  status: string;
}): Buffer<ArrayBuffer> {
  const hash = createHash('sha256');
  return Buffer.from(
    (status === 'active' ? hash.update(kem_public_key) : hash.update(lengthPrefixed(status, kem_public_key))).digest(),
  );
}
