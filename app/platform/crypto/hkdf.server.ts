import { hkdfSync } from 'node:crypto';

/**
 * HKDF-SHA256 (RFC 5869): `length` bytes derived from `secret`, separated by `salt` and `info` (at most 1024 bytes).
 * Throws RangeError for lengths that HKDF or Node does not have.
 */
export function hkdf(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Buffer<ArrayBuffer> {
  if (length < 1) throw new RangeError(`HKDF-SHA256 cannot give ${length} bytes.`);
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
