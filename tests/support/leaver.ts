import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { openMemberSeed, type MemberKeyRecord } from '#app/platform/keys/member-keys.server.ts';
import { openGrant, openVault, type Vault } from '#app/platform/keys/vault.server.ts';
import { sealInfo } from '#app/kernel/content-keys.server.ts';
import type pg from 'pg';

/** What somebody took with her when she left: her own row and her grants, as they lay in the database then. */
export interface Taken {
  member: MemberKeyRecord & { id: string; organisation_id: string };
  grants: { compartment: string; epoch: number; sealed_seed_ct: Buffer }[];
}

export async function takeAlong(client: pg.Client, memberId: string): Promise<Taken> {
  const [member] = (
    await client.query('SELECT *, wrapped_seed_ct AS wrapped_seed FROM directory.member WHERE id = $1', [memberId])
  ).rows;
  const grants = (
    await client.query('SELECT compartment, epoch, sealed_seed_ct FROM keys.vault_grant WHERE member_id = $1', [
      memberId,
    ])
  ).rows;
  return { member, grants };
}

/**
 * With her password, her old grants and the key module: how many of the keys that a dump of today holds does she open? No
 * policy is asked: she has the whole database.
 */
export async function openedByLeaver(
  dump: pg.Client,
  taken: Taken,
  password: string,
): Promise<{ keys: number; opened: number }> {
  const { id: memberId, organisation_id: organisationId } = taken.member;
  const seed = await openMemberSeed(await keyModule(), { memberId, organisationId }, password, taken.member);
  if (!seed) throw new Error('Not her password: this would prove nothing.');
  const vaults: Vault[] = [];
  for (const { compartment, epoch, sealed_seed_ct } of taken.grants) {
    const id = { organisationId, compartment, epoch };
    vaults.push(openVault(id, await openGrant(id, memberId, seed, sealed_seed_ct)));
  }
  const wrapped = (await dump.query('SELECT * FROM keys.content_key WHERE organisation_id = $1', [organisationId]))
    .rows;
  const sealed = (
    await dump.query('SELECT * FROM keys.sealed_key WHERE recipient_organisation_id = $1', [organisationId])
  ).rows;
  let opened = 0;
  for (const row of wrapped)
    if (
      await anyOpens(vaults, (vault) =>
        vault.unwrapContentKey({ kind: row.subject_kind, id: row.subject_id }, row.wrapped_key_ct),
      )
    )
      opened += 1;
  for (const row of sealed) {
    const subject = { kind: row.subject_kind, id: row.subject_id, organisationId: row.organisation_id };
    if (
      await anyOpens(vaults, (vault) =>
        vault.openSealed(sealInfo(subject, organisationId, vault.id.compartment), row.sealed_key_ct),
      )
    )
      opened += 1;
  }
  return { keys: wrapped.length + sealed.length, opened };
}

async function anyOpens(vaults: readonly Vault[], open: (vault: Vault) => Buffer | Promise<Buffer>): Promise<boolean> {
  for (const vault of vaults) {
    try {
      await open(vault);
      return true;
    } catch (error) {
      if (!(error instanceof DecryptionError)) throw error;
    }
  }
  return false;
}
