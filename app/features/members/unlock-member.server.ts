import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { openVerifiedGrant, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { openMemberSeed, spendPasswordTime } from '#app/platform/keys/member-keys.server.ts';
import { findAccount, findGrants } from './member-repo.server.ts';

export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

export interface Unlocked {
  account: Account;
  /** what the session keeps sealed: `compartment#epoch` → vault seed, `draft` → the key of her own drafts */
  secrets: Map<string, Uint8Array>;
}

/**
 * Opens a member's keys with her password. `null` = no such account, not active, or wrong password: the same work is done
 * for each. Throws DirectoryError when her entry, or a vault's, is not the one that Linden signed.
 */
export async function unlockMember(email: string, password: string): Promise<Unlocked | null> {
  const module = await keyModule();
  const account = await findAccount(email.trim().toLowerCase());
  if (!account || account.status !== 'active') {
    await spendPasswordTime(module, password);
    return null;
  }
  const id = { memberId: account.id, organisationId: account.organisation_id };
  const seed = await openMemberSeed(module, id, password, { ...account, wrapped_seed: account.wrapped_seed_ct });
  if (!seed) return null;
  const entry = { kind: 'member' as const, ...id, kemPublicKey: account.kem_public_key, roles: account.roles, status: account.status };
  await verifyEntry(module, entry, account.entry_version, account.entry_signature);
  const secrets = new Map<string, Uint8Array>();
  secrets.set('draft', hkdf(seed, new Uint8Array(0), lengthPrefixed('linden/member/drafts', account.id), 32));
  for (const { grant, vault } of await findGrants(account.id)) {
    const vaultId = { organisationId: grant.organisation_id, compartment: grant.compartment, epoch: grant.epoch };
    const signed = { version: vault.entry_version, signature: vault.entry_signature };
    const vaultSeed = await openVerifiedGrant(module, vaultId, { memberId: account.id, seed }, grant.sealed_seed_ct, signed);
    secrets.set(`${grant.compartment}#${grant.epoch}`, vaultSeed);
  }
  return { account, secrets };
}
