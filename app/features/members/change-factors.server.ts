import { sessionIdHash } from '#app/platform/auth/session-token.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { memberEntry, signEntry } from '#app/platform/keys/directory.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { AuditRecord } from '#app/kernel/audit.server.ts';
import { Conflict } from '#app/kernel/errors.ts';
import { factorEntry } from './believed-factors.server.ts';
import { addFactor, deleteFactor, type EntryChange } from './second-factor-repo.server.ts';
import type { Account } from './unlock-member.server.ts';

/** More than anybody needs; fewer than would slow a sign-in. */
export const MOST_FACTORS = 10;

interface NewFactor {
  id: string;
  kind: 'app' | 'passkey';
  device: string;
  secret_ct?: Buffer<ArrayBuffer>;
  credential_id?: Uint8Array<ArrayBuffer>;
  public_key?: Uint8Array<ArrayBuffer>;
  transports?: string[];
  sign_count?: number;
  last_step?: number;
}

/** Signs a new factor and the entry that names it, writes both, and ends her other sessions. Throws Conflict. */
export async function signAndAdd(
  member: SignedIn,
  account: Account,
  factor: NewFactor,
  event: AuditRecord,
): Promise<void> {
  const row = { ...factor, member_id: account.id, organisation_id: account.organisation_id };
  const { version, signature } = await signEntry(await keyModule(), factorEntry(row));
  const change = await entryChange(member, account, [...account.factor_ids, factor.id], event);
  const added = await addFactor(change, {
    ...row,
    entry_version: version,
    entry_signature: signature,
    created_at: event.at,
  });
  if (!added) throw new Conflict();
}

/** Signs the entry without this factor, deletes it, and ends her other sessions. Throws Conflict. */
export async function signAndRemove(
  member: SignedIn,
  account: Account,
  factorId: string,
  event: AuditRecord,
): Promise<void> {
  const rest = account.factor_ids.filter((id) => id !== factorId);
  if (!(await deleteFactor(await entryChange(member, account, rest, event), factorId))) throw new Conflict();
}

async function entryChange(
  member: SignedIn,
  account: Account,
  factorIds: string[],
  event: AuditRecord,
): Promise<EntryChange> {
  const { version, signature } = await signEntry(await keyModule(), memberEntry({ ...account, factor_ids: factorIds }));
  return {
    memberId: account.id,
    readSignature: account.entry_signature,
    factorIds,
    version,
    signature,
    keepSession: sessionIdHash(member.sessionId),
    event,
  };
}
