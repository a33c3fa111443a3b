import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { hpkeSeal, keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import { createVault, grantVault, openGrant, openVault, type VaultId } from '#app/platform/keys/vault.server.ts';

const id: VaultId = { organisationId: 'o', compartment: 'identity', epoch: 2 };
const otherIds: VaultId[] = [
  { ...id, organisationId: 'p' },
  { ...id, compartment: 'casework' },
  { ...id, epoch: 1 },
];
const subject = { kind: 'case', id: 'c' };

test('a content key opens in its vault and for its subject only', async () => {
  const { seed } = await createVault();
  const key = randomBytes(32);
  const wrapped = openVault(id, seed).wrapContentKey(subject, key);
  expect(openVault(id, seed).unwrapContentKey(subject, wrapped)).toEqual(key);
  for (const other of otherIds)
    expect(() => openVault(other, seed).unwrapContentKey(subject, wrapped)).toThrow(DecryptionError);
  for (const other of [
    { kind: 'packet', id: 'c' },
    { kind: 'case', id: 'd' },
  ]) {
    expect(() => openVault(id, seed).unwrapContentKey(other, wrapped)).toThrow(DecryptionError);
  }
  expect(() => openVault(id, randomBytes(32)).unwrapContentKey(subject, wrapped)).toThrow(DecryptionError);
});

test('what is sealed to the public key opens in the vault', async () => {
  const { seed, publicKey } = await createVault();
  const info = Buffer.from('packet');
  const sealed = await hpkeSeal(publicKey, info, Buffer.from('coded'));
  const vault = openVault(id, seed);
  expect((await vault.openSealed(info, sealed)).toString()).toBe('coded');
  await expect(vault.openSealed(Buffer.from('packes'), sealed)).rejects.toThrow(DecryptionError);
});

test('a grant opens for its member and vault only', async () => {
  const [{ seed }, memberSeed] = [await createVault(), randomBytes(32)];
  const { publicKey } = await keyPairFromSeed(memberSeed);
  const sealed = await grantVault(id, seed, { memberId: 'm', publicKey });
  expect(await openGrant(id, 'm', memberSeed, sealed)).toEqual(seed);
  for (const other of otherIds)
    await expect(openGrant(other, 'm', memberSeed, sealed)).rejects.toThrow(DecryptionError);
  await expect(openGrant(id, 'n', memberSeed, sealed)).rejects.toThrow(DecryptionError);
  await expect(openGrant(id, 'm', randomBytes(32), sealed)).rejects.toThrow(DecryptionError);
});

test('an unlocked vault shows no key', () => {
  const seed = Buffer.alloc(32, 0xab);
  const vault = openVault(id, seed);
  expect(inspect(vault, { depth: 9, showHidden: true }) + JSON.stringify(vault)).not.toMatch(/ab ab|171,171|abab/);
  expect(() => openVault(id, randomBytes(16))).toThrow(RangeError);
});
