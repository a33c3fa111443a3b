import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { openCommitting, sealCommitting } from '#app/platform/crypto/committing-cipher.server.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';

// A TOTP secret is shared between an app on the member's phone and the server. It is stored sealed under a key of her seed,
// so that neither the database nor the host's key module opens it: it is readable for as long as her password, or a session
// that her password began, holds the key.

export interface FactorAddress {
  organisationId: string;
  memberId: string;
  factorId: string;
}

const OFFER_MS = 30 * 60_000;
const MOMENT_BYTES = 8;

/** The key (32 bytes) for a member's factors, from her seed. */
export function factorKeyOf(seed: Uint8Array, memberId: string): Buffer<ArrayBuffer> {
  return hkdf(seed, new Uint8Array(0), lengthPrefixed('linden/member/factors', memberId), 32);
}

export function sealFactorSecret(key: Uint8Array, address: FactorAddress, secret: Uint8Array): Buffer<ArrayBuffer> {
  return sealCommitting(key, contextOf(address), secret);
}

/** Throws DecryptionError for another member's, another factor's or a changed secret. */
export function openFactorSecret(key: Uint8Array, address: FactorAddress, sealed: Uint8Array): Buffer<ArrayBuffer> {
  return openCommitting(key, contextOf(address), sealed);
}

/** The id of the factor that this secret makes: the same form posted twice makes one. A UUID that tells nothing of the secret. */
export function factorIdOf(key: Uint8Array, secret: Uint8Array): string {
  const bytes = hkdf(key, secret, lengthPrefixed('linden/factor/id'), 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A secret that is shown but not yet proven travels with the form, sealed: base64url text, good for half an hour. */
export function sealOffer(key: Uint8Array, memberId: string, secret: Uint8Array, now: Date): string {
  const moment = Buffer.alloc(MOMENT_BYTES);
  moment.writeBigUInt64BE(BigInt(now.getTime()));
  return sealCommitting(key, offerContext(memberId), Buffer.concat([moment, secret])).toString('base64url');
}

/** The offered secret, or null when it is too old or not of our making. */
export function openOffer(key: Uint8Array, memberId: string, offer: string, now: Date): Buffer<ArrayBuffer> | null {
  try {
    const opened = openCommitting(key, offerContext(memberId), Buffer.from(offer, 'base64url'));
    const age = now.getTime() - Number(opened.readBigUInt64BE());
    return age >= 0 && age <= OFFER_MS ? opened.subarray(MOMENT_BYTES) : null;
  } catch (error) {
    if (error instanceof DecryptionError) return null;
    throw error;
  }
}

function contextOf({ organisationId, memberId, factorId }: FactorAddress): Uint8Array {
  return lengthPrefixed('linden/factor/secret', organisationId, memberId, factorId);
}

function offerContext(memberId: string): Uint8Array {
  return lengthPrefixed('linden/factor/offer', memberId);
}
