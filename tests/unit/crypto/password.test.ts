import { argon2id } from '@noble/hashes/argon2.js';
import { hashRaw } from '@node-rs/argon2';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  CURRENT_PARAMETERS,
  formatParameters,
  parseParameters,
  stretchPassword,
} from '#app/platform/crypto/password.server.ts';

let running = 0;
let most = 0;
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  const counted: typeof real.hashRaw = async (...given) => {
    running += 1;
    most = Math.max(most, running);
    try {
      return await real.hashRaw(...given);
    } finally {
      running -= 1;
    }
  };
  return { ...real, hashRaw: counted };
});

beforeEach(() => {
  running = 0;
  most = 0;
});

const repeat = (byte: number, count: number) => new Uint8Array(count).fill(byte);
const salt = Buffer.from('somesalt');

describe('Argon2id', () => {
  // RFC 9106, section 5.3, has a secret and associated data. The library that serves logins takes no associated data and
  // cannot replay it; a second implementation does, and the two must agree on the same input without associated data.
  test('RFC 9106: the second implementation gives the published tag, and the library agrees with it', async () => {
    const cost = { t: 3, m: 32, p: 4, dkLen: 32 };
    const [password, nonce, secret] = [repeat(1, 32), repeat(2, 16), repeat(3, 8)];
    const published = argon2id(password, nonce, { ...cost, key: secret, personalization: repeat(4, 12) });
    const tag = '0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659';
    expect(Buffer.from(published).toString('hex')).toBe(tag);
    const without = argon2id(password, nonce, { ...cost, key: secret });
    const options = { algorithm: 2, timeCost: 3, memoryCost: 32, parallelism: 4, outputLen: 32 };
    expect(await hashRaw(password, { ...options, salt: nonce, secret })).toEqual(Buffer.from(without));
  });

  // From the reference implementation's own tests (phc-winner-argon2, src/test.c, Argon2id, version 0x13).
  test.each([
    [2, 65_536, 1, '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7'],
    [2, 256, 1, '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe'],
    [2, 256, 2, '6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037'],
  ])('the reference vector t=%d m=%d p=%d', async (passes, memoryKiB, lanes, tag) => {
    const stretched = await stretchPassword('password', salt, { passes, memoryKiB, lanes });
    expect(stretched.toString('hex')).toBe(tag);
  });

  test('is the same for both Unicode spellings of a password', async () => {
    const cost = { memoryKiB: 32, passes: 1, lanes: 1 };
    const [composed, decomposed] = ['shqip\u00ebria', 'shqipe\u0308ria'];
    expect(composed).not.toBe(decomposed);
    expect(await stretchPassword(composed, salt, cost)).toEqual(await stretchPassword(decomposed, salt, cost));
  });

  test('runs at most two at once, and goes on after a failure', async () => {
    const cost = { memoryKiB: 4096, passes: 1, lanes: 1 };
    const tries = Array.from({ length: 8 }, (_, index) => stretchPassword(`${index}`, salt, cost));
    const failing = stretchPassword('x', repeat(1, 2), cost);
    const results = await Promise.allSettled([...tries, failing, stretchPassword('y', salt, cost)]);
    expect(results.filter((result) => result.status === 'fulfilled').length).toBe(9);
    expect(most).toBe(2);
  });
});

test('stored parameters are those that were used, never weaker or dearer ones', () => {
  expect(CURRENT_PARAMETERS).toEqual({ memoryKiB: 65_536, passes: 3, lanes: 4 });
  expect(parseParameters(formatParameters(CURRENT_PARAMETERS))).toEqual(CURRENT_PARAMETERS);
  for (const planted of ['argon2id$v=19$m=8,t=1,p=1', 'argon2id$v=19$m=4194304,t=3,p=4', '']) {
    expect(() => parseParameters(planted)).toThrow(RangeError);
  }
});
