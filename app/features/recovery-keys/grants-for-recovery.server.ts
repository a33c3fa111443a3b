import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { signEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import { findKeys, insertGrants, type RecoveryKeyRow } from './recovery-key-repo.server.ts';

/**
 * Seals vaults to the organisation's recovery key, and to a newer one that is being written down. Whoever makes an epoch
 * calls it in the same transaction; answers to how many keys. Throws DirectoryError for a key that was not signed.
 */
export async function grantsForRecovery(uow: UnitOfWork, vaults: readonly Vault[]): Promise<number> {
  const keys = await findKeys(uow);
  for (const key of keys) await grantTo(uow, key, vaults);
  return keys.length;
}

/** Seals vaults to one recovery key whose signature holds. */
export async function grantTo(uow: UnitOfWork, key: RecoveryKeyRow, vaults: readonly Vault[]): Promise<void> {
  await verifyEntry(await keyModule(), keyEntryOf(key), key.entry_version, key.entry_signature);
  const grants: { compartment: string; epoch: number; sealed: Buffer<ArrayBuffer> }[] = [];
  for (const vault of vaults) {
    const sealed = await vault.grantTo({ memberId: key.id, publicKey: key.public_key });
    grants.push({ compartment: vault.id.compartment, epoch: vault.id.epoch, sealed });
  }
  await insertGrants(uow, key.id, grants);
}

type Unsigned = Pick<RecoveryKeyRow, 'id' | 'organisation_id' | 'public_key'>;

export async function signKey(key: Unsigned) {
  const { version, signature } = await signEntry(await keyModule(), keyEntryOf(key));
  return { entry_version: version, entry_signature: signature };
}

export function keyEntryOf({ id, organisation_id, public_key }: Unsigned) {
  return { kind: 'recovery_key' as const, organisationId: organisation_id, keyId: id, publicKey: public_key };
}
