import { createHash, randomBytes } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { keyPairFromSeed, SEED_BYTES } from '#app/platform/crypto/hpke.server.ts';
import type { KeyModule } from './key-module-types.ts';

// What an invitation's code gives. Neither the code nor the token nor the seed is stored anywhere:
//
//   code (16 random bytes) ─HKDF─► token, of which the database keeps SHA-256
//   code ‖ HMAC in the key module of the token ─HKDF─► seed of a one-time X-Wing key pair, to which the vaults are sealed
//
// The key module's part means that a stolen database opens no grant even for somebody who has the code.

export const INVITATION_CODE_BYTES = 16;

const NO_SALT = new Uint8Array(0);
const TOKEN_BYTES = 32;

export function newInvitationCode(): Buffer<ArrayBuffer> {
  return Buffer.from(randomBytes(INVITATION_CODE_BYTES));
}

/** What the database knows an invitation by (32 bytes). */
export function invitationTokenHash(code: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(createHash('sha256').update(tokenOf(code)).digest());
}

/** The one-time key pair of a code, with the current key of the module or with the one that a stored invitation names. */
export async function oneTimeKeys(
  module: KeyModule,
  code: Uint8Array,
  version?: number,
): Promise<{ pepperVersion: number; seed: Buffer<ArrayBuffer>; publicKey: Uint8Array<ArrayBuffer> }> {
  const pepper = await module.hmac('pepper', lengthPrefixed('linden/invitation/seed', tokenOf(code)), version);
  const seed = hkdf(lengthPrefixed(code, pepper.mac), NO_SALT, lengthPrefixed('linden/invitation/seed'), SEED_BYTES);
  return { pepperVersion: pepper.version, seed, publicKey: (await keyPairFromSeed(seed)).publicKey };
}

function tokenOf(code: Uint8Array): Buffer<ArrayBuffer> {
  return hkdf(code, NO_SALT, lengthPrefixed('linden/invitation/token'), TOKEN_BYTES);
}
