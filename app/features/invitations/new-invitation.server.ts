import { randomUUID } from 'node:crypto';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, signEntry, verifyEntry, type InvitationEntry } from '#app/platform/keys/directory.server.ts';
import { invitationTokenHash, newInvitationCode, oneTimeKeys } from '#app/platform/keys/invitation-keys.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { addInvitationGrant, findOpenInvitations, insertInvitation } from './invitation-repo.server.ts';
import { INVITATION_HOURS } from './invitation.schema.ts';

/** `first`: into an organisation without anybody; `renewal`: a member gets new keys; `recovery`: with two shares on paper. */
export const INVITATION_KINDS = ['first', 'member', 'renewal', 'recovery'] as const;
export type InvitationKind = (typeof INVITATION_KINDS)[number];

export interface InvitationPlan {
  kind: InvitationKind;
  organisationId: string;
  /** of a renewal; otherwise the id that she will get */
  memberId?: string;
  email: string;
  name: string;
  roles: string[];
  language: string;
  reason?: string;
  replacedKeyHash?: Buffer<ArrayBuffer>;
  /** null = the command line */
  invitedBy: string | null;
}

type Signed = Awaited<ReturnType<typeof draftInvitation>>;

/** A link as it is stored, signed by the key module, and its code, which is not stored. */
export async function draftInvitation(plan: InvitationPlan, now: Date) {
  const module = await keyModule();
  const code = newInvitationCode();
  const oneTime = await oneTimeKeys(module, code);
  const row = {
    id: randomUUID(),
    organisation_id: plan.organisationId,
    member_id: plan.memberId ?? randomUUID(),
    kind: plan.kind,
    email: plan.email,
    display_name: plan.name,
    roles: plan.roles,
    language: plan.language,
    token_hash: invitationTokenHash(code),
    one_time_public_key: oneTime.publicKey,
    pepper_version: oneTime.pepperVersion,
    replaced_key_hash: plan.replacedKeyHash ?? null,
    reason: plan.reason ?? null,
    invited_by: plan.invitedBy,
    created_at: now,
    expires_at: new Date(now.getTime() + INVITATION_HOURS * 3_600_000),
  };
  const { version, signature } = await signEntry(module, entryOf(row));
  return { code, row: { ...row, entry_version: version, entry_signature: signature } };
}

/** Makes a link within a unit of work: `vaults` are sealed to it, and its code stays in the inviter's session until she hands it over. */
export async function makeInvitation(
  uow: UnitOfWork,
  plan: InvitationPlan,
  vaults: readonly Vault[],
): Promise<Signed['row']> {
  const { code, row } = await draftInvitation(plan, uow.now);
  const to = { memberId: row.id, publicKey: row.one_time_public_key };
  const grants: { compartment: string; epoch: number; sealed: Buffer<ArrayBuffer> }[] = [];
  for (const vault of vaults) {
    grants.push({ compartment: vault.id.compartment, epoch: vault.id.epoch, sealed: await vault.grantTo(to) });
  }
  await insertInvitation(uow, row, grants);
  await uow.safe.put(codeNameOf(row.id), code);
  return row;
}

/**
 * A vault's new epoch, sealed to the links that are open and will hold this compartment. For whoever makes the epoch. A link
 * that was not signed is given nothing.
 */
export async function grantToOpenInvitations(
  uow: UnitOfWork,
  vault: Vault,
  holds: (roles: readonly string[]) => boolean,
): Promise<number> {
  const open = (await findOpenInvitations(uow, vault.id.organisationId)).filter(
    ({ kind, roles }) => SEALED_TO.includes(kind) && holds(roles),
  );
  let granted = 0;
  for (const row of open) {
    if (!(await isSigned(row))) continue;
    const sealed = await vault.grantTo({ memberId: row.id, publicKey: row.one_time_public_key });
    await addInvitationGrant(uow, row, { compartment: vault.id.compartment, epoch: vault.id.epoch }, sealed);
    granted += 1;
  }
  return granted;
}

/** The first custodian makes her vaults herself, and who recovers an organisation opens them with two shares. */
const SEALED_TO: readonly string[] = ['member', 'renewal'] satisfies InvitationKind[];

async function isSigned(row: Stored): Promise<boolean> {
  try {
    await verifyEntry(await keyModule(), entryOf(row), row.entry_version, row.entry_signature);
    return true;
  } catch (error) {
    if (error instanceof DirectoryError) return false;
    throw error;
  }
}

/** Under which name the inviter's session keeps a link's code. */
export function codeNameOf(invitationId: string): string {
  return `invitation:${invitationId}`;
}

type Stored = Awaited<ReturnType<typeof findOpenInvitations>>[number];
type Unsigned = Omit<Stored, 'created_at' | 'accepted_at' | 'cancelled_at' | 'entry_version' | 'entry_signature'>;

/** What the signature is over. */
export function entryOf(row: Unsigned): { kind: 'invitation' } & InvitationEntry {
  return {
    kind: 'invitation',
    invitationId: row.id,
    organisationId: row.organisation_id,
    memberId: row.member_id,
    purpose: row.kind,
    email: row.email,
    displayName: row.display_name,
    roles: row.roles,
    language: row.language,
    tokenHash: row.token_hash,
    publicKey: row.one_time_public_key,
    pepperVersion: row.pepper_version,
    replacedKeyHash: row.replaced_key_hash,
    reason: row.reason,
    invitedBy: row.invited_by,
    expiresAt: row.expires_at,
  };
}
