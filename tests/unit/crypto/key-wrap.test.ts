import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealCommitting } from '#app/platform/crypto/committing-cipher.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { unwrapKey, wrapKey } from '#app/platform/crypto/key-wrap.server.ts';
import { attack, totalAccepted } from '../../support/mutations.ts';

const wrapping = randomBytes(32);
const contexts = [
  ['case', 'a', 1],
  ['case', 'b', 1],
  ['case', 'a', 2],
  ['case', 'a', '1'],
  ['case', 'a'],
  ['packet', 'a', 1],
];

test('a wrapped key has 113 bytes and opens in its own context', () => {
  const key = randomBytes(32);
  const wrapped = wrapKey(wrapping, ['case', 'a', 1], key);
  expect(wrapped.length).toBe(113);
  expect(unwrapKey(wrapping, ['case', 'a', 1], wrapped)).toEqual(key);
  expect(() => unwrapKey(randomBytes(32), ['case', 'a', 1], wrapped)).toThrow(DecryptionError);
});

test('no mutation or move of wrapped keys opens', async () => {
  const samples = contexts.map((context) => ({
    address: context,
    stored: wrapKey(wrapping, context, randomBytes(32)),
  }));
  const report = await attack(
    samples,
    (context, stored) => unwrapKey(wrapping, context, stored),
    (error) => error instanceof DecryptionError,
  );
  expect(report.tried).toBeGreaterThan(9_000);
  expect(totalAccepted(report)).toBe(0);
  expect(report.surprises).toEqual([]);
});

test('only keys of 32 bytes are wrapped or unwrapped', () => {
  expect(() => wrapKey(wrapping, ['x'], randomBytes(16))).toThrow(RangeError);
  const short = sealCommitting(wrapping, lengthPrefixed('linden/key-wrap', 1, 'x'), randomBytes(16));
  expect(() => unwrapKey(wrapping, ['x'], short)).toThrow(DecryptionError);
});
