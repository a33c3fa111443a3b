import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import type { MemberKeyRecord } from '#app/platform/keys/member-keys.server.ts';
import type { RecoveryRecord } from '#app/platform/keys/recovery-code.server.ts';
import { insertEvent, type AuditRecord } from '#app/kernel/audit.server.ts';

/** Invitations where nobody is known yet: under the role `linden_auth`. */
const auth = () => clientFor('auth');

export function findByToken(tokenHash: Uint8Array<ArrayBuffer>) {
  return auth().invitation.findUnique({ where: { token_hash: tokenHash }, include: { organisation: true } });
}
export type FoundInvitation = NonNullable<Awaited<ReturnType<typeof findByToken>>>;

export function findMember(id: string) {
  return auth().member.findUnique({ where: { id } });
}

export async function nameOf(memberId: string | null): Promise<string | null> {
  if (!memberId) return null;
  return (
    (await auth().member.findUnique({ where: { id: memberId }, select: { display_name: true } }))?.display_name ?? null
  );
}

export function findVaults(organisationId: string) {
  return auth().vault.findMany({ where: { organisation_id: organisationId } });
}
export type SignedVault = Awaited<ReturnType<typeof findVaults>>[number];

export function findInvitationGrants(invitationId: string) {
  return auth().invitation_grant.findMany({ where: { invitation_id: invitationId } });
}

/** The recovery key that an organisation relies on now, with what was granted to it. */
export async function findRecoveryKey(organisationId: string) {
  const key = await auth().recovery_key.findFirst({
    where: { organisation_id: organisationId, confirmed_at: { not: null }, retired_at: null },
    orderBy: { confirmed_at: 'desc' },
  });
  if (!key) return null;
  return { key, grants: await auth().recovery_grant.findMany({ where: { recovery_key_id: key.id } }) };
}

/** Active members of an organisation, and of the host its operators, who are told when it was recovered. */
export async function everybodyToTell(organisationId: string) {
  const where = { status: 'active', OR: [{ organisation_id: organisationId }, { organisation: { kind: 'host' } }] };
  return auth().member.findMany({ where, select: { id: true, organisation_id: true, roles: true } });
}

/** Who gets new keys: a member who works here, or one who has left and comes back. */
export interface Replaced {
  kem_public_key: Uint8Array<ArrayBuffer>;
  status: string;
}

export interface NewMember {
  invitation: Pick<
    FoundInvitation,
    'id' | 'organisation_id' | 'member_id' | 'kind' | 'email' | 'display_name' | 'roles' | 'language'
  >;
  keys: MemberKeyRecord;
  entry: { version: number; signature: Buffer<ArrayBuffer> };
  /** of a renewal: the public key that it replaces */
  replaced: Replaced | null;
  vaults: Prisma.vaultCreateManyInput[];
  grants: { compartment: string; epoch: number; sealed: Uint8Array<ArrayBuffer>; grantedBy: string }[];
  recovery: RecoveryRecord;
  notices: { id: string; memberId: string; organisationId: string; kind: string }[];
  event: AuditRecord;
  now: Date;
}

/** Somebody else was faster, or the invitation does not fit what is there now. */
class TooLate extends Error {}

/**
 * Uses an invitation up and makes the account: all or nothing. `too_late` when it was used, cancelled or has expired in the
 * meantime, or the organisation or member is no longer as it must be; `email_taken` when the address has an account.
 */
export async function join(joining: NewMember): Promise<'joined' | 'too_late' | 'email_taken'> {
  try {
    await auth().$transaction(async (transaction) => {
      await claim(transaction, joining);
      await requireNewest(transaction, joining);
      if (joining.replaced) await replaceKeys(transaction, joining, joining.replaced);
      else await insertMember(transaction, joining);
      await insertKeys(transaction, joining);
      await insertEvent(transaction, joining.event);
    });
    return 'joined';
  } catch (error) {
    if (error instanceof TooLate) return 'too_late';
    if ((error as { code?: unknown }).code === 'P2002') return 'email_taken';
    throw error;
  }
}

/** The one moment in which the link is spent: of several at once, one finds it unused. */
async function claim(transaction: Prisma.TransactionClient, { invitation, now }: NewMember): Promise<void> {
  const { count } = await transaction.invitation.updateMany({
    where: { id: invitation.id, accepted_at: null, cancelled_at: null, expires_at: { gt: now } },
    data: { accepted_at: now },
  });
  if (count === 0) throw new TooLate();
  await transaction.invitation_grant.deleteMany({ where: { invitation_id: invitation.id } });
  if (invitation.kind !== 'first') return;
  // Of two first invitations into one organisation the second finds somebody there.
  await transaction.$queryRaw`SELECT id FROM directory.organisation WHERE id = ${invitation.organisation_id}::uuid FOR UPDATE`;
  const where = { organisation_id: invitation.organisation_id };
  if ((await transaction.member.count({ where })) + (await transaction.vault.count({ where })) > 0) throw new TooLate();
}

/** A vault that was renewed since the link was opened is sealed to the link by now: the same code works once more. */
async function requireNewest(
  transaction: Prisma.TransactionClient,
  { invitation, grants, vaults }: NewMember,
): Promise<void> {
  const { organisation_id } = invitation;
  // As everybody who needs the organisation's members and vaults to stay as they are (members/colleague-repo.server.ts).
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`linden/directory/${organisation_id}`}, 0))`;
  if (vaults.length > 0) return;
  const known = await transaction.vault.findMany({
    where: { organisation_id },
    select: { compartment: true, epoch: true },
  });
  const wanted = new Set(grants.map(({ compartment }) => compartment));
  const missing = known.filter(
    ({ compartment, epoch }) =>
      wanted.has(compartment) && !grants.some((grant) => grant.compartment === compartment && grant.epoch >= epoch),
  );
  if (missing.length > 0) throw new TooLate();
}

async function insertMember(
  transaction: Prisma.TransactionClient,
  { invitation, keys, entry, now }: NewMember,
): Promise<void> {
  const { wrapped_seed, ...password } = keys;
  // An old link brought back by a writer of the database would make the same member once more.
  if ((await transaction.member.count({ where: { id: invitation.member_id } })) > 0) throw new TooLate();
  await transaction.member.createMany({
    data: [
      {
        ...{ id: invitation.member_id, organisation_id: invitation.organisation_id, email: invitation.email },
        ...{ display_name: invitation.display_name, roles: invitation.roles, language: invitation.language },
        ...{ status: 'active', ...password, wrapped_seed_ct: wrapped_seed, created_at: now, last_login_at: now },
        ...{ entry_version: entry.version, entry_signature: entry.signature },
      },
    ],
  });
}

/**
 * What belonged to the old key pair goes: grants, sessions, second factors, recovery code. Nothing opens her drafts any more;
 * they go after their thirty days (keep-draft.server.ts).
 */
async function replaceKeys(
  transaction: Prisma.TransactionClient,
  { invitation, keys, entry, now }: NewMember,
  replaced: Replaced,
): Promise<void> {
  const { wrapped_seed, ...password } = keys;
  const { count } = await transaction.member.updateMany({
    where: {
      ...{ id: invitation.member_id, kem_public_key: replaced.kem_public_key, status: replaced.status },
      // Who works here keeps her roles; who comes back gets those of the link.
      ...(replaced.status === 'active' ? { roles: { equals: invitation.roles } } : {}),
    },
    data: {
      ...{ status: 'active', roles: invitation.roles },
      ...{ ...password, wrapped_seed_ct: wrapped_seed, last_login_at: now, factor_ids: [] },
      ...{ entry_version: entry.version, entry_signature: entry.signature },
    },
  });
  if (count === 0) throw new TooLate();
  const own = { where: { member_id: invitation.member_id } };
  await transaction.vault_grant.deleteMany(own);
  await transaction.session.deleteMany(own);
  await transaction.second_factor.deleteMany(own);
  await transaction.member_recovery.deleteMany(own);
}

async function insertKeys(transaction: Prisma.TransactionClient, joining: NewMember): Promise<void> {
  const { invitation, vaults, grants, recovery, notices, now } = joining;
  await transaction.vault.createMany({ data: vaults });
  await transaction.vault_grant.createMany({
    data: grants.map(({ compartment, epoch, sealed, grantedBy }) => ({
      ...{ organisation_id: invitation.organisation_id, member_id: invitation.member_id, compartment, epoch },
      ...{ sealed_seed_ct: sealed, granted_by: grantedBy, granted_at: now },
    })),
  });
  await transaction.member_recovery.createMany({
    data: [
      { member_id: invitation.member_id, organisation_id: invitation.organisation_id, ...recovery, created_at: now },
    ],
  });
  await transaction.notification.createMany({
    data: notices.map(({ id, memberId, organisationId, kind }) => ({
      ...{ id, organisation_id: organisationId, member_id: memberId, kind, created_at: now },
      ...{ subject_kind: 'Member', subject_id: invitation.member_id },
    })),
  });
}

type Drafted = { row: Prisma.invitationCreateManyInput & { expires_at: Date }; code: Buffer };

/**
 * The host's organisation, made if there is none, and its first link in place of any earlier one. Null once the host has a
 * member. The names of two commands at once meet at the organisation's unique short name: one of them fails.
 */
export function beginHost<Draft extends Drafted>(
  organisation: { id: string; name: string; now: Date },
  draft: (hostId: string) => Promise<Draft>,
): Promise<Draft | null> {
  const { id, name, now } = organisation;
  return auth().$transaction(async (transaction) => {
    if ((await transaction.member.count({ where: { organisation: { kind: 'host' } } })) > 0) return null;
    const known = await transaction.organisation.findFirst({ where: { kind: 'host' } });
    if (!known) {
      const row = { id, kind: 'host', name, short_name: 'host', capabilities: [], created_at: now };
      await transaction.organisation.createMany({ data: [row] });
    }
    const hostId = known?.id ?? id;
    const unused = { organisation_id: hostId, accepted_at: null, cancelled_at: null };
    await transaction.invitation.updateMany({ where: unused, data: { cancelled_at: now } });
    const drafted = await draft(hostId);
    await transaction.invitation.createMany({ data: [drafted.row] });
    return drafted;
  });
}
