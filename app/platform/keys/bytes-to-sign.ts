import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import type { SignPurpose } from './key-module-types.ts';

/**
 * What a key module signs when it is given `data`. Purpose and version are part of it, so that no signature can be passed
 * off as another kind's or another key's. The key for `checkpoint` signs the bytes as they are, because a signed note holds
 * for anybody with the public key only then; it is used for nothing else, and a note, which is text, never begins like a
 * framed message, which begins with a length.
 */
export function bytesToSign(purpose: SignPurpose, version: number, data: Uint8Array): Uint8Array {
  if (purpose === 'checkpoint') return data;
  return lengthPrefixed('linden/key-module/sign', purpose, version, data);
}
