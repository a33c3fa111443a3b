import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { memberEntry, openVerifiedGrant, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { factorKeyOf } from '#app/platform/keys/factor-secrets.server.ts';
import { openMemberSeed, spendPasswordTime } from '#app/platform/keys/member-keys.server.ts';
import { SECRET } from '#app/kernel/sessions.server.ts';
import { findAccount, findGrants } from './member-repo.server.ts';
import { renewMemberKeys } from './renew-member-keys.server.ts';

export type Account = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

export interface Unlocked {
  account: Account;
  /** her X-Wing decapsulation key, for wrapping it once more */
  seed: Buffer;
  /** what the session keeps sealed: `compartment#epoch` → vault seed, and the keys of her own drafts and second factors */
  secrets: Map<string, Uint8Array>;
}

/**
 * Opens a member's seed with her password; whoever calls fills it with zeros when she is done. `null` = no such account, not active, or wrong password: the same work is done
 * for each. Throws DirectoryError when her entry is not the one that Linden signed.
 */
export async function openSeed(email: string, password: string): Promise<{ account: Account; seed: Buffer } | null> {
  const module = await keyModule();
  const account = await findAccount(email.trim().toLowerCase());
  if (!account || account.status !== 'active') {
    await spendPasswordTime(module, password);
    return null;
  }
  const id = { memberId: account.id, organisationId: account.organisation_id };
  const seed = await openMemberSeed(module, id, password, { ...account, wrapped_seed: account.wrapped_seed_ct });
  if (!seed) return null;
  await verifyEntry(module, memberEntry(account), account.entry_version, account.entry_signature);
  await renewMemberKeys(module, account, password, seed);
  return { account, seed };
}

/** Everything that a seed opens. Throws DirectoryError when a vault is not the one that Linden signed. */
export async function openVaults(account: Account, seed: Uint8Array): Promise<Map<string, Uint8Array>> {
  const module = await keyModule();
  const secrets = new Map<string, Uint8Array>();
  secrets.set(SECRET.draft, draftKeyOf(account.id, seed));
  secrets.set(SECRET.factors, factorKeyOf(seed, account.id));
  for (const { grant, vault } of await findGrants(account.id)) {
    const vaultId = { organisationId: grant.organisation_id, compartment: grant.compartment, epoch: grant.epoch };
    const signed = { version: vault.entry_version, signature: vault.entry_signature };
    const vaultSeed = await openVerifiedGrant(
      module,
      vaultId,
      { memberId: account.id, seed },
      grant.sealed_seed_ct,
      signed,
    );
    secrets.set(`${grant.compartment}#${grant.epoch}`, vaultSeed);
  }
  return secrets;
}

/** A member's keys with her password alone, without a session and without a second factor: for act-as.server.ts. */
export async function unlockMember(email: string, password: string): Promise<Unlocked | null> {
  const opened = await openSeed(email, password);
  return opened && { ...opened, secrets: await openVaults(opened.account, opened.seed) };
}

/** The key of a member's own drafts (32 bytes): it changes with her key pair. */
export function draftKeyOf(memberId: string, seed: Uint8Array): Buffer {
  return hkdf(seed, new Uint8Array(0), lengthPrefixed('linden/member/drafts', memberId), 32);
}
