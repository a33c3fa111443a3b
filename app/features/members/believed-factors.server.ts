import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { type DirectoryEntry, memberEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { findAccountById } from './member-repo.server.ts';
import { findFactors, type FactorRow } from './second-factor-repo.server.ts';
import type { Account } from './unlock-member.server.ts';

export interface BelievedFactors {
  account: Account;
  factors: FactorRow[];
}

/**
 * A member's second factors: those that her signed entry names, each with a signature of its own. A row that was planted, or
 * put back after it was removed, is none of them; one that was changed throws DirectoryError.
 */
export async function believedFactors(memberId: string): Promise<BelievedFactors> {
  const module = await keyModule();
  const account = await findAccountById(memberId);
  if (!account || account.status !== 'active') throw new Error('This account is not active.');
  await verifyEntry(module, memberEntry(account), account.entry_version, account.entry_signature);
  const named = new Set(account.factor_ids);
  const factors = (await findFactors(memberId)).filter(({ id }) => named.has(id));
  for (const factor of factors)
    await verifyEntry(module, factorEntry(factor), factor.entry_version, factor.entry_signature);
  return { account, factors };
}

/** What a factor's row says, in the form that is signed. */
export function factorEntry(row: {
  id: string;
  member_id: string;
  organisation_id: string;
  kind: string;
  credential_id?: Uint8Array | null;
  public_key?: Uint8Array | null;
  secret_ct?: Uint8Array | null;
}): DirectoryEntry {
  return {
    kind: 'factor',
    factorId: row.id,
    memberId: row.member_id,
    organisationId: row.organisation_id,
    factorKind: row.kind,
    credentialId: row.credential_id ?? new Uint8Array(0),
    key: row.public_key ?? row.secret_ct ?? new Uint8Array(0),
  };
}
