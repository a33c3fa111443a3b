import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import {
  createMemberKeys,
  type MemberKeyRecord,
  openMemberSeed,
  spendPasswordTime,
} from '#app/platform/keys/member-keys.server.ts';
import { temporaryKeyModule } from '../../support/key-module.ts';

const member = { memberId: 'm', organisationId: 'o' };
const password = 'three lime trees by the river';
let mine: Awaited<ReturnType<typeof temporaryKeyModule>>;
let other: Awaited<ReturnType<typeof temporaryKeyModule>>;
let record: MemberKeyRecord;
let seed: Buffer;
beforeAll(async () => {
  [mine, other] = await Promise.all([temporaryKeyModule(), temporaryKeyModule()]);
  ({ record, seed } = await createMemberKeys(mine.module, { ...member, password }));
});
afterAll(() => Promise.all([mine.remove(), other.remove()]));

test('the right password opens the seed, whose public key is the recorded one', async () => {
  expect(await openMemberSeed(mine.module, member, password, record)).toEqual(seed);
  expect((await keyPairFromSeed(seed)).publicKey).toEqual(record.kem_public_key);
});

test('a wrong password, another member or another key module opens nothing', async () => {
  expect(await openMemberSeed(mine.module, member, `${password}.`, record)).toBeNull();
  expect(await openMemberSeed(mine.module, { ...member, memberId: 'n' }, password, record)).toBeNull();
  expect(await openMemberSeed(mine.module, { ...member, organisationId: 'p' }, password, record)).toBeNull();
  expect(await openMemberSeed(other.module, member, password, record)).toBeNull();
});

test('a tampered record does not open', async () => {
  const elses = await createMemberKeys(mine.module, { ...member, password });
  const planted: Array<Partial<MemberKeyRecord>> = [
    { kem_public_key: elses.record.kem_public_key },
    { wrapped_seed: elses.record.wrapped_seed },
  ];
  for (const change of planted) {
    await expect(openMemberSeed(mine.module, member, password, { ...record, ...change })).rejects.toThrow(
      DecryptionError,
    );
  }
  expect(
    await openMemberSeed(mine.module, member, password, { ...record, password_verifier: new Uint8Array(0) }),
  ).toBeNull();
  expect(
    await openMemberSeed(mine.module, member, password, { ...record, password_salt: elses.record.password_salt }),
  ).toBeNull();
  const cheap = { ...record, password_parameters: 'argon2id$v=19$m=8,t=1,p=1' };
  await expect(openMemberSeed(mine.module, member, password, cheap)).rejects.toThrow(RangeError);
});

test('an unknown account takes the time of a wrong password', async () => {
  const time = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const unknown: number[] = [];
  const wrong: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    unknown.push(await time(() => spendPasswordTime(mine.module, randomBytes(8).toString('hex'))));
    wrong.push(await time(() => openMemberSeed(mine.module, member, 'wrong', record)));
  }
  // Generous, because machines are busy: without the work the ratio would be under 0.02.
  expect(Math.min(...unknown) / Math.min(...wrong)).toBeGreaterThan(0.3);
});
