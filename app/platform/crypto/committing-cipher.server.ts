import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DecryptionError } from './decryption-error.ts';
import { wipedAfter } from './wipe.ts';

// Suite 1: one block of the counter-mode KDF of NIST SP 800-108 over HMAC-SHA-512, with a fresh 32-byte salt, gives an
// AES-256-GCM key ‖ commitment, one pair per sealing (why not HKDF: docs/decisions/008-one-block-per-field.md).
//
//   key (32) ‖ commitment (32) = HMAC-SHA-512(content key, 1 ‖ label ‖ 0 ‖ salt ‖ context ‖ 512)
//   stored = suite (1) ‖ salt (32) ‖ commitment (32) ‖ ciphertext ‖ tag (16)
//
// The context is the value's address, so a value under another address has another key and another commitment. A key is
// used for one message, so the nonce can be zero; the commitment makes the ciphertext open under one key only, which GCM
// alone does not promise.

export const SUITE_AES256GCM_COMMITTING = 1;
export const KEY_BYTES = 32;

const SALT_BYTES = 32;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const SALT_AT = 1;
const COMMITMENT_AT = SALT_AT + SALT_BYTES;
const CIPHERTEXT_AT = COMMITMENT_AT + COMMITMENT_BYTES;
const NONCE = Buffer.alloc(12);
const LABEL = Buffer.from('\0\0\0\x01linden/field\0');
const BITS = Buffer.from([0, 0, 2, 0]);

/** How many bytes a sealed value is longer than what was sealed. */
export const SEALED_OVERHEAD_BYTES = CIPHERTEXT_AT + TAG_BYTES;

/** Seals under a 32-byte key and a canonical context (see encode.ts). Throws RangeError for a key of another length. */
export function sealCommitting(key: Uint8Array, context: Uint8Array, plaintext: Uint8Array): Buffer<ArrayBuffer> {
  const salt = randomBytes(SALT_BYTES);
  const derived = deriveOnce(key, salt, context);
  const cipher = wipedAfter([derived.key], () => createCipheriv('aes-256-gcm', derived.key, NONCE));
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([
    Uint8Array.of(SUITE_AES256GCM_COMMITTING),
    salt,
    derived.commitment,
    ciphertext,
    cipher.getAuthTag(),
  ]);
}

/**
 * What was sealed under the same key and context. Throws DecryptionError for everything else; RangeError only for a key of
 * another length, which is a mistake in the program and not in the data.
 */
export function openCommitting(key: Uint8Array, context: Uint8Array, stored: Uint8Array): Buffer<ArrayBuffer> {
  if (stored.length < SEALED_OVERHEAD_BYTES || stored[0] !== SUITE_AES256GCM_COMMITTING) throw new DecryptionError();
  const derived = deriveOnce(key, stored.subarray(SALT_AT, COMMITMENT_AT), context);
  const decipher = wipedAfter([derived.key], () => {
    if (!timingSafeEqual(derived.commitment, stored.subarray(COMMITMENT_AT, CIPHERTEXT_AT)))
      throw new DecryptionError();
    return createDecipheriv('aes-256-gcm', derived.key, NONCE, { authTagLength: TAG_BYTES });
  });
  const tagAt = stored.length - TAG_BYTES;
  decipher.setAuthTag(stored.subarray(tagAt));
  const plaintext = decipher.update(stored.subarray(CIPHERTEXT_AT, tagAt));
  try {
    decipher.final();
  } catch {
    throw new DecryptionError();
  }
  return plaintext;
}

function deriveOnce(key: Uint8Array, salt: Uint8Array, context: Uint8Array) {
  if (key.length !== KEY_BYTES) throw new RangeError(`A key has ${KEY_BYTES} bytes, not ${key.length}.`);
  const block = createHmac('sha512', key).update(LABEL).update(salt).update(context).update(BITS).digest();
  return { key: block.subarray(0, KEY_BYTES), commitment: block.subarray(KEY_BYTES) };
}
