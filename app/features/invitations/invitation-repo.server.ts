import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

const OPEN = { accepted_at: null, cancelled_at: null } as const;

export async function insertInvitation(
  uow: UnitOfWork,
  invitation: Prisma.invitationCreateManyInput,
  grants: readonly { compartment: string; epoch: number; sealed: Uint8Array<ArrayBuffer> }[],
): Promise<void> {
  await transactionOf(uow).invitation.createMany({ data: [invitation] });
  await transactionOf(uow).invitation_grant.createMany({
    data: grants.map(({ compartment, epoch, sealed }) => ({
      ...{ organisation_id: invitation.organisation_id, invitation_id: invitation.id, compartment, epoch },
      sealed_seed_ct: sealed,
    })),
  });
}

/** What the actor may see of invitations, newest first: those of her organisation, or what an operator made. */
export function findInvitations(uow: UnitOfWork, since: Date) {
  return transactionOf(uow).invitation.findMany({
    where: { created_at: { gt: since } },
    orderBy: [{ created_at: 'desc' }, { id: 'asc' }],
    include: { organisation: { select: { name: true } } },
  });
}

export function findInvitation(uow: UnitOfWork, id: string) {
  return transactionOf(uow).invitation.findFirst({
    where: { id },
    include: { organisation: { select: { name: true, kind: true } } },
  });
}

/** Links that could still be used. */
export function findOpenInvitations(uow: UnitOfWork, organisationId: string) {
  return transactionOf(uow).invitation.findMany({
    where: { organisation_id: organisationId, ...OPEN, expires_at: { gt: uow.now } },
  });
}

export async function addInvitationGrant(
  uow: UnitOfWork,
  invitation: { id: string; organisation_id: string },
  vault: { compartment: string; epoch: number },
  sealed: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const data = {
    organisation_id: invitation.organisation_id,
    invitation_id: invitation.id,
    ...vault,
    sealed_seed_ct: sealed,
  };
  await transactionOf(uow).invitation_grant.createMany({ data: [data] });
}

/** False when it was used or cancelled already, or is not the actor's to cancel. */
export async function cancelInvitation(uow: UnitOfWork, id: string): Promise<boolean> {
  const { count } = await transactionOf(uow).invitation.updateMany({
    where: { id, ...OPEN },
    data: { cancelled_at: uow.now },
  });
  await transactionOf(uow).invitation_grant.deleteMany({ where: { invitation_id: id } });
  return count === 1;
}

/** What lies sealed to links that nobody can use any more goes. */
export async function forgetExpiredGrants(uow: UnitOfWork): Promise<void> {
  const expired = await transactionOf(uow).invitation.findMany({
    where: { organisation_id: uow.actor.organisationId, expires_at: { lt: uow.now } },
    select: { id: true },
  });
  const where = { invitation_id: { in: expired.map(({ id }) => id) } };
  if (expired.length > 0) await transactionOf(uow).invitation_grant.deleteMany({ where });
}

const ENTRY = {
  ...{ id: true, organisation_id: true, email: true, display_name: true, roles: true, status: true, language: true },
  ...{ kem_public_key: true, factor_ids: true, entry_version: true, entry_signature: true },
} as const;

/** A colleague's directory entry, with what verifies it; null beyond the actor's own organisation. */
export function findColleagueEntry(uow: UnitOfWork, memberId: string) {
  return transactionOf(uow).member.findFirst({
    where: { id: memberId, organisation_id: uow.actor.organisationId },
    select: ENTRY,
  });
}

/** Somebody of the actor's own organisation who has this address already, also one who has left. */
export function findColleagueByEmail(uow: UnitOfWork, email: string) {
  return transactionOf(uow).member.findFirst({
    where: { email, organisation_id: uow.actor.organisationId },
    select: ENTRY,
  });
}

export function findOrganisation(uow: UnitOfWork, id: string) {
  return transactionOf(uow).organisation.findUnique({ where: { id } });
}

export async function insertOrganisation(uow: UnitOfWork, row: Prisma.organisationCreateManyInput): Promise<void> {
  await transactionOf(uow).organisation.createMany({ data: [row] });
}

export async function shortNameTaken(uow: UnitOfWork, shortName: string): Promise<boolean> {
  return (await transactionOf(uow).organisation.count({ where: { short_name: shortName } })) > 0;
}

/** Whether anybody active works there; the database answers the host's operator alone. */
export async function hasMembers(uow: UnitOfWork, organisationId: string): Promise<boolean> {
  const rows = await transactionOf(uow).$queryRaw<{ members: number }[]>`
    SELECT members FROM directory.organisation_size WHERE organisation_id = ${organisationId}::uuid`;
  return (rows[0]?.members ?? 0) > 0;
}

/** Whether the organisation has a recovery key that was written down. */
export async function hasRecoveryKey(uow: UnitOfWork, organisationId: string): Promise<boolean> {
  const where = { organisation_id: organisationId, confirmed_at: { not: null }, retired_at: null };
  return (await transactionOf(uow).recovery_key.count({ where })) > 0;
}
