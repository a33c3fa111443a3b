import { expect, test } from 'vitest';
import { keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import { combineShares, createRecoveryKey, SHARE_BYTES } from '#app/platform/keys/recovery-shares.server.ts';

test('any two of the three shares give the seed, in either order', async () => {
  const key = await createRecoveryKey();
  expect(key.shares.map((share) => share.length)).toEqual([SHARE_BYTES, SHARE_BYTES, SHARE_BYTES]);
  expect((await keyPairFromSeed(key.seed)).publicKey).toEqual(key.publicKey);
  for (const [one, other] of [
    [0, 1],
    [1, 0],
    [0, 2],
    [2, 0],
    [1, 2],
    [2, 1],
  ] as const)
    expect(await combineShares(key.shares[one]!, key.shares[other]!, key.publicKey)).toEqual({
      outcome: 'works',
      seed: key.seed,
    });
});

test('a share alone, of another key, or with a changed byte gives nothing', async () => {
  const [key, other] = [await createRecoveryKey(), await createRecoveryKey()];
  const [first, second] = key.shares as [Buffer, Buffer];
  const combined = (one: Uint8Array, two: Uint8Array) => combineShares(one, two, key.publicKey);
  expect(await combined(first, first)).toEqual({ outcome: 'same_sheet' });
  expect(await combined(first, other.shares[1]!)).toEqual({ outcome: 'other_key' });
  const outcomes = new Set<string>();
  for (let place = 0; place < SHARE_BYTES; place += 1) {
    const changed = Buffer.from(second);
    changed[place]! ^= 0x10;
    outcomes.add((await combined(first, changed)).outcome);
  }
  // The place of a share is drawn: changed, it may be the other one's, and then it is taken for the same sheet.
  outcomes.delete('same_sheet');
  expect([...outcomes].sort()).toEqual(['other_key', 'wrong']);
});
