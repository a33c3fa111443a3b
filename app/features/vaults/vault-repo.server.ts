import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { VaultId } from '#app/platform/keys/vault.server.ts';

/** The newest epoch of every vault of the actor's organisation. */
export async function newestVaults(uow: UnitOfWork) {
  const rows = await transactionOf(uow).vault.findMany({
    where: { organisation_id: uow.actor.organisationId },
    orderBy: { epoch: 'desc' },
  });
  return new Map([...rows].reverse().map((row) => [row.compartment, row]));
}

/** Who holds which epoch of which vault of the organisation, and since when. Nobody reads a sealed seed here. */
export function listGrants(uow: UnitOfWork, memberId?: string) {
  return transactionOf(uow).vault_grant.findMany({
    where: { organisation_id: uow.actor.organisationId, ...(memberId ? { member_id: memberId } : {}) },
    select: { member_id: true, compartment: true, epoch: true, granted_at: true },
    orderBy: [{ compartment: 'asc' }, { epoch: 'asc' }],
  });
}

export async function insertVault(
  uow: UnitOfWork,
  { organisationId, compartment, epoch }: VaultId,
  publicKey: Uint8Array<ArrayBuffer>,
  entry: { version: number; signature: Buffer<ArrayBuffer> },
): Promise<void> {
  await transactionOf(uow).vault.createMany({
    data: [
      {
        organisation_id: organisationId,
        compartment,
        epoch,
        public_key: publicKey,
        entry_version: entry.version,
        entry_signature: entry.signature,
        created_at: uow.now,
      },
    ],
  });
}

export interface NewGrant {
  memberId: string;
  vault: VaultId;
  sealed: Buffer<ArrayBuffer>;
}

export async function insertGrants(uow: UnitOfWork, grants: readonly NewGrant[]): Promise<void> {
  await transactionOf(uow).vault_grant.createMany({
    data: grants.map(({ memberId, vault, sealed }) => ({
      organisation_id: vault.organisationId,
      member_id: memberId,
      compartment: vault.compartment,
      epoch: vault.epoch,
      sealed_seed_ct: sealed,
      granted_by: uow.actor.id,
      granted_at: uow.now,
    })),
  });
}

/** Takes vaults from a member, every epoch of them. */
export async function deleteGrants(
  uow: UnitOfWork,
  memberId: string,
  compartments: readonly string[],
): Promise<number> {
  const { count } = await transactionOf(uow).vault_grant.deleteMany({
    where: { organisation_id: uow.actor.organisationId, member_id: memberId, compartment: { in: [...compartments] } },
  });
  return count;
}

/**
 * Takes the epochs before this one from everybody, from the recovery key and from links that are not used yet: nothing that
 * is stored needs them any more.
 */
export async function deleteOlderGrants(uow: UnitOfWork, compartment: string, epoch: number): Promise<number> {
  const where = { organisation_id: uow.actor.organisationId, compartment, epoch: { lt: epoch } };
  const ofMembers = await transactionOf(uow).vault_grant.deleteMany({ where });
  const ofRecovery = await transactionOf(uow).recovery_grant.deleteMany({ where });
  const ofLinks = await transactionOf(uow).invitation_grant.deleteMany({ where });
  return ofMembers.count + ofRecovery.count + ofLinks.count;
}
