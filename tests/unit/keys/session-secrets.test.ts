import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { KeyModuleError } from '#app/platform/keys/key-module.server.ts';
import { openSessionSecrets, sealSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { temporaryKeyModule } from '../../support/key-module.ts';
import { attack, totalAccepted } from '../../support/mutations.ts';

let mine: Awaited<ReturnType<typeof temporaryKeyModule>>;
let other: Awaited<ReturnType<typeof temporaryKeyModule>>;
beforeAll(async () => {
  [mine, other] = await Promise.all([temporaryKeyModule(), temporaryKeyModule()]);
});
afterAll(() => Promise.all([mine.remove(), other.remove()]));

const token = randomBytes(32);
const secrets = new Map([
  ['identity#2', randomBytes(32)],
  ['casework#1', randomBytes(32)],
]);
const isRefusal = (error: unknown) => error instanceof DecryptionError || error instanceof KeyModuleError;

test('cookie, session and key module together open the secrets; an empty map too', async () => {
  const sealed = await sealSessionSecrets(mine.module, token, 's', 'full', secrets);
  const opened = await openSessionSecrets(mine.module, token, 's', 'full', sealed);
  expect([...opened].sort()).toEqual([...secrets].sort());
  expect(
    await openSessionSecrets(
      mine.module,
      token,
      's',
      'full',
      await sealSessionSecrets(mine.module, token, 's', 'full', new Map()),
    ),
  ).toEqual(new Map());
});

test('any one of them missing opens nothing', async () => {
  const sealed = await sealSessionSecrets(mine.module, token, 's', 'full', secrets);
  await expect(openSessionSecrets(mine.module, randomBytes(32), 's', 'full', sealed)).rejects.toThrow(DecryptionError);
  await expect(openSessionSecrets(mine.module, Buffer.alloc(32), 's', 'full', sealed)).rejects.toThrow(DecryptionError);
  await expect(openSessionSecrets(other.module, token, 's', 'full', sealed)).rejects.toThrow(DecryptionError);
  await expect(openSessionSecrets(mine.module, token, 't', 'full', sealed)).rejects.toThrow(DecryptionError);
  await expect(sealSessionSecrets(mine.module, randomBytes(16), 's', 'full', secrets)).rejects.toThrow(RangeError);
});

test('the secrets of one stage do not open as the other’s', async () => {
  const pending = await sealSessionSecrets(mine.module, token, 's', 'password', secrets);
  expect((await openSessionSecrets(mine.module, token, 's', 'password', pending)).size).toBe(2);
  await expect(openSessionSecrets(mine.module, token, 's', 'full', pending)).rejects.toThrow(DecryptionError);
  const full = await sealSessionSecrets(mine.module, token, 's', 'full', secrets);
  await expect(openSessionSecrets(mine.module, token, 's', 'password', full)).rejects.toThrow(DecryptionError);
});

test('no mutation, and no move to another session, opens', async () => {
  const ids = ['s', 't', 'u'];
  const one = new Map([['identity#1', randomBytes(32)]]);
  const samples = await Promise.all(
    ids.map(async (address) => ({
      address,
      stored: await sealSessionSecrets(mine.module, token, address, 'full', one),
    })),
  );
  const report = await attack(
    samples,
    (id, stored) => openSessionSecrets(mine.module, token, id, 'full', stored),
    isRefusal,
  );
  expect(report.tried).toBeGreaterThan(4_000);
  expect(totalAccepted(report)).toBe(0);
  expect(report.surprises).toEqual([]);
});
