import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import { invitationTokenHash, newInvitationCode, oneTimeKeys } from '#app/platform/keys/invitation-keys.server.ts';
import { temporaryKeyModule } from '../../support/key-module.ts';

let mine: Awaited<ReturnType<typeof temporaryKeyModule>>;
let other: Awaited<ReturnType<typeof temporaryKeyModule>>;
beforeAll(async () => {
  [mine, other] = await Promise.all([temporaryKeyModule(), temporaryKeyModule()]);
});
afterAll(() => Promise.all([mine.remove(), other.remove()]));

test('a code gives the same keys each time, and the public key is the seed’s', async () => {
  const code = newInvitationCode();
  const made = await oneTimeKeys(mine.module, code);
  expect(await oneTimeKeys(mine.module, Buffer.from(code), made.pepperVersion)).toEqual(made);
  expect((await keyPairFromSeed(made.seed)).publicKey).toEqual(made.publicKey);
});

test('another code, or the same code without this key module, gives others: a stolen database and a link open no grant', async () => {
  const code = newInvitationCode();
  const { seed } = await oneTimeKeys(mine.module, code);
  expect((await oneTimeKeys(mine.module, newInvitationCode())).seed).not.toEqual(seed);
  expect((await oneTimeKeys(other.module, code)).seed).not.toEqual(seed);
});

test('what the database knows an invitation by is neither its code nor a key', async () => {
  const code = newInvitationCode();
  const hash = invitationTokenHash(code);
  expect(hash).toHaveLength(32);
  expect(invitationTokenHash(Buffer.from(code))).toEqual(hash);
  expect(invitationTokenHash(newInvitationCode())).not.toEqual(hash);
  const { seed, publicKey } = await oneTimeKeys(mine.module, code);
  expect([seed, publicKey.subarray(0, 32)].some((key) => hash.equals(key))).toBe(false);
});
