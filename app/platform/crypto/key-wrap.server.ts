import { KEY_BYTES, openCommitting, sealCommitting, SUITE_AES256GCM_COMMITTING } from './committing-cipher.server.ts';
import { DecryptionError } from './decryption-error.ts';
import { lengthPrefixed } from './encode.ts';

/**
 * Wraps a 32-byte key under another one, bound to what it is for (`context`, for example kind, organisation and id): 113
 * bytes, of the same construction as a field. Throws RangeError for a key of another length.
 */
export function wrapKey(
  wrappingKey: Uint8Array,
  context: ReadonlyArray<string | number>,
  key: Uint8Array,
): Buffer<ArrayBuffer> {
  if (key.length !== KEY_BYTES) throw new RangeError(`A key has ${KEY_BYTES} bytes, not ${key.length}.`);
  return sealCommitting(wrappingKey, contextOf(context), key);
}

/** The key wrapped for exactly this context. Throws DecryptionError for everything else. */
export function unwrapKey(
  wrappingKey: Uint8Array,
  context: ReadonlyArray<string | number>,
  wrapped: Uint8Array,
): Buffer<ArrayBuffer> {
  const key = openCommitting(wrappingKey, contextOf(context), wrapped);
  if (key.length !== KEY_BYTES) throw new DecryptionError();
  return key;
}

function contextOf(context: ReadonlyArray<string | number>): Uint8Array {
  return lengthPrefixed('linden/key-wrap', SUITE_AES256GCM_COMMITTING, ...context);
}
