import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, signEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import { findKeys, insertGrants, type RecoveryKeyRow } from './recovery-key-repo.server.ts';

/**
 * Seals vaults to the organisation's recovery key, and to a newer one that is being written down. Whoever makes an epoch
 * calls it in the same transaction; answers to how many keys. One that was not signed is given nothing: a row that somebody
 * planted must not keep a custodian from ending an access.
 */
export async function grantsForRecovery(uow: UnitOfWork, vaults: readonly Vault[]): Promise<number> {
  let granted = 0;
  for (const key of await findKeys(uow)) {
    try {
      await grantTo(uow, key, vaults);
      granted += 1;
    } catch (error) {
      if (!(error instanceof DirectoryError)) throw error;
    }
  }
  return granted;
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
