import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import {
  type DirectoryEntry,
  DirectoryError,
  openVerifiedGrant,
  signEntry,
  verifyEntry,
} from '#app/platform/keys/directory.server.ts';
import { createVault, grantVault, openGrant, type VaultId } from '#app/platform/keys/vault.server.ts';
import { temporaryKeyModule } from '../../support/key-module.ts';

let mine: Awaited<ReturnType<typeof temporaryKeyModule>>;
beforeAll(async () => {
  mine = await temporaryKeyModule();
});
afterAll(() => mine.remove());

const member: DirectoryEntry & { kind: 'member' } = {
  kind: 'member',
  memberId: 'm',
  organisationId: 'o',
  kemPublicKey: randomBytes(1216),
  roles: ['supervisor', 'caseworker'],
  status: 'active',
  factors: [],
};
const factor: DirectoryEntry & { kind: 'factor' } = {
  kind: 'factor',
  factorId: 'f',
  memberId: 'm',
  organisationId: 'o',
  factorKind: 'passkey',
  credentialId: randomBytes(32),
  key: randomBytes(77),
};
const vault: DirectoryEntry & { kind: 'vault' } = {
  kind: 'vault',
  organisationId: 'o',
  compartment: 'identity',
  epoch: 1,
  publicKey: randomBytes(1216),
};

test('an entry verifies as signed, whatever the order of its roles', async () => {
  for (const entry of [member, vault, factor, { ...member, roles: [] }, { ...member, factors: ['f', 'g'] }]) {
    const { version, signature } = await signEntry(mine.module, entry);
    await verifyEntry(mine.module, entry, version, signature);
  }
  const { version, signature } = await signEntry(mine.module, member);
  await verifyEntry(mine.module, { ...member, roles: ['caseworker', 'supervisor'] }, version, signature);
});

test('a row that anybody changed is refused', async () => {
  const { version, signature } = await signEntry(mine.module, member);
  const changed: DirectoryEntry[] = [
    { ...member, kemPublicKey: randomBytes(1216) },
    { ...member, memberId: 'n' },
    { ...member, organisationId: 'p' },
    { ...member, status: 'left' },
    { ...member, roles: ['caseworker'] },
    { ...member, roles: ['caseworker', 'supervisor', 'custodian'] },
    { ...member, roles: ['caseworkersupervisor'] },
    { ...member, factors: ['f'] },
    { ...member, roles: ['caseworker', 'supervisor', 'second-factors', 'f'] },
    vault,
  ];
  for (const entry of changed) {
    await expect(verifyEntry(mine.module, entry, version, signature)).rejects.toThrow(DirectoryError);
  }
  const signed = await signEntry(mine.module, vault);
  const others = [{ epoch: 2 }, { compartment: 'legal' }, { organisationId: 'p' }, { publicKey: randomBytes(1216) }];
  for (const change of others) {
    const entry = { ...vault, ...change };
    await expect(verifyEntry(mine.module, entry, signed.version, signed.signature)).rejects.toThrow(DirectoryError);
  }
});

test('a factor that was planted, deleted or put back is refused', async () => {
  const two = { ...member, factors: ['f', 'g'] };
  const { version, signature } = await signEntry(mine.module, two);
  await verifyEntry(mine.module, { ...two, factors: ['g', 'f'] }, version, signature);
  for (const factors of [[], ['f'], ['f', 'g', 'h'], ['f', 'h']]) {
    await expect(verifyEntry(mine.module, { ...member, factors }, version, signature)).rejects.toThrow(DirectoryError);
  }
  const signed = await signEntry(mine.module, factor);
  const others = [
    { key: randomBytes(77) },
    { memberId: 'n' },
    { organisationId: 'p' },
    { factorId: 'g' },
    { factorKind: 'app' },
    { credentialId: randomBytes(32) },
  ];
  for (const change of others) {
    const entry = { ...factor, ...change };
    await expect(verifyEntry(mine.module, entry, signed.version, signed.signature)).rejects.toThrow(DirectoryError);
  }
});

test('a signature by another key module is refused', async () => {
  const other = await temporaryKeyModule();
  const { version, signature } = await signEntry(other.module, member);
  await expect(verifyEntry(mine.module, member, version, signature)).rejects.toThrow(DirectoryError);
  await other.remove();
});

test('a vault of an attacker is not taken for the real one, where the bare grant would be (planted)', async () => {
  const id: VaultId = { organisationId: 'o', compartment: 'identity', epoch: 1 };
  const [real, planted, memberSeed] = [await createVault(), await createVault(), randomBytes(32)];
  const to = { memberId: 'm', publicKey: (await keyPairFromSeed(memberSeed)).publicKey };
  const signed = await signEntry(mine.module, { kind: 'vault', ...id, publicKey: real.publicKey });
  const open = (sealed: Uint8Array) =>
    openVerifiedGrant(mine.module, id, { memberId: 'm', seed: memberSeed }, sealed, signed);

  expect(await open(await grantVault(id, real.seed, to))).toEqual(real.seed);
  const trap = await grantVault(id, planted.seed, to);
  expect(await openGrant(id, 'm', memberSeed, trap)).toEqual(planted.seed);
  await expect(open(trap)).rejects.toThrow(DirectoryError);
});
