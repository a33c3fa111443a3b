import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { keyPairFromSeed, SEED_BYTES } from '#app/platform/crypto/hpke.server.ts';

// An organisation's recovery key is an X-Wing key pair whose seed exists on paper only, as three shares of which any two
// give it back (Shamir over GF(2^8), the audited library of Privy). One share alone says nothing about the seed.
//   share = key mark (3) ‖ point of the library (33: 32 values and the place)
// The mark is the beginning of the public key's SHA-256: it tells shares of another key apart before they are combined.

export const SHARES = 3;
export const SHARES_NEEDED = 2;
export const SHARE_BYTES = 36;

const MARK_BYTES = 3;

export interface NewRecoveryKey {
  publicKey: Uint8Array<ArrayBuffer>;
  seed: Buffer<ArrayBuffer>;
  /** one for each sheet of paper, 36 bytes each */
  shares: Buffer<ArrayBuffer>[];
}

export async function createRecoveryKey(): Promise<NewRecoveryKey> {
  const seed = Buffer.from(randomBytes(SEED_BYTES));
  const { publicKey } = await keyPairFromSeed(seed);
  const points = await split(Uint8Array.from(seed), SHARES, SHARES_NEEDED);
  return { publicKey, seed, shares: points.map((point) => Buffer.concat([markOf(publicKey), point])) };
}

export type Combined =
  | { outcome: 'works'; seed: Buffer<ArrayBuffer> }
  /** `same_sheet`: one share twice; `other_key`: of another organisation or an older key; `wrong`: they do not give this key */
  | { outcome: 'same_sheet' | 'other_key' | 'wrong' };

/** Puts two shares together and compares the public key that they give, in constant time, with the one that is expected. */
export async function combineShares(first: Uint8Array, second: Uint8Array, expected: Uint8Array): Promise<Combined> {
  const mark = markOf(expected);
  const strange = [first, second].some((share) => !mark.equals(share.subarray(0, MARK_BYTES)));
  if (strange) return { outcome: 'other_key' };
  const points = [first, second].map((share) => Uint8Array.from(share.subarray(MARK_BYTES)));
  if (points[0]!.at(-1) === points[1]!.at(-1)) return { outcome: 'same_sheet' };
  const seed = Buffer.from(await combine(points));
  const { publicKey } = await keyPairFromSeed(seed);
  if (publicKey.length === expected.length && timingSafeEqual(publicKey, expected)) return { outcome: 'works', seed };
  seed.fill(0);
  return { outcome: 'wrong' };
}

function markOf(publicKey: Uint8Array): Buffer {
  return createHash('sha256').update(publicKey).digest().subarray(0, MARK_BYTES);
}
