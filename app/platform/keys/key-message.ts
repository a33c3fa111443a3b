import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import type { HmacPurpose, KeyPurpose, SignPurpose } from './key-module-types.ts';

// What a key is really applied to, the same in every key module. Purpose and version are part of it, so that no answer of
// one key can be passed off as another's.

export function hmacMessage(purpose: HmacPurpose, version: number, data: Uint8Array): Uint8Array {
  return lengthPrefixed('linden/key-module/hmac', purpose, version, data);
}

/**
 * The key for `checkpoint` signs the bytes as they are, because a signed note holds for anybody with the public key only
 * then; it is used for nothing else, and a note, which is text, never begins like a framed message, which begins with a length.
 */
export function signMessage(purpose: SignPurpose, version: number, data: Uint8Array): Uint8Array {
  if (purpose === 'checkpoint') return data;
  return lengthPrefixed('linden/key-module/sign', purpose, version, data);
}

/** Its HMAC tells a key from any other without being good for anything else; for a signature, the proof of a key pair. */
export function fingerprintMessage(purpose: KeyPurpose, version: number): Uint8Array {
  return lengthPrefixed('linden/key-module/fingerprint', purpose, version);
}
