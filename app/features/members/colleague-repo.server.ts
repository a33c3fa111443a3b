import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** Members of the actor's own organisation, without anything secret; row-level security shows no others. */
export function findColleagues(uow: UnitOfWork, roles?: readonly string[]) {
  return transactionOf(uow).member.findMany({
    where: {
      organisation_id: uow.actor.organisationId,
      ...(roles ? { roles: { hasSome: [...roles] }, status: 'active' } : {}),
    },
    orderBy: [{ display_name: 'asc' }, { id: 'asc' }],
    select: { id: true, display_name: true, roles: true, status: true, last_login_at: true },
  });
}

/** Display names by member id, of as many of these as the actor may see. */
export async function findNames(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await transactionOf(uow).member.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, display_name: true },
  });
  return new Map(rows.map((row) => [row.id, row.display_name]));
}

/** How many open cases each member is assigned to. */
export async function countAssignedCases(uow: UnitOfWork): Promise<Map<string, number>> {
  const groups = await transactionOf(uow).assignment.groupBy({
    by: ['member_id'],
    where: { organisation_id: uow.actor.organisationId, ended_at: null, case_file: { closed_on: null } },
    _count: { _all: true },
  });
  return new Map(groups.map((group) => [group.member_id, group._count._all]));
}

const ENTRY = {
  id: true,
  organisation_id: true,
  email: true,
  display_name: true,
  roles: true,
  status: true,
  last_login_at: true,
  kem_public_key: true,
  factor_ids: true,
  entry_version: true,
  entry_signature: true,
} as const;

/** Directory rows as they are stored, with what their signature covers. */
export function findEntries(uow: UnitOfWork) {
  return transactionOf(uow).member.findMany({
    where: { organisation_id: uow.actor.organisationId, status: 'active' },
    select: ENTRY,
    orderBy: { id: 'asc' },
  });
}

export function findEntry(uow: UnitOfWork, memberId: string) {
  return transactionOf(uow).member.findFirst({
    where: { id: memberId, organisation_id: uow.actor.organisationId },
    select: ENTRY,
  });
}

/** Who change the organisation's members and vaults take turns, so that each sees what the other did. */
export async function lockMembers(uow: UnitOfWork): Promise<void> {
  await transactionOf(uow).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${directoryLock(uow)}, 0))`;
}

/** As `lockMembers`, for work that only needs the members to stay as they are; many may hold it at once. */
export async function holdMembers(uow: UnitOfWork): Promise<void> {
  await transactionOf(uow).$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${directoryLock(uow)}, 0))`;
}

function directoryLock({ actor }: UnitOfWork): string {
  return `linden/directory/${actor.organisationId}`;
}

/** False where row-level security refuses, and when somebody else signed the entry anew since it was read. */
export async function updateEntry(
  uow: UnitOfWork,
  memberId: string,
  readSignature: Uint8Array<ArrayBuffer>,
  {
    roles,
    status,
    entry,
  }: { roles: readonly string[]; status: string; entry: { version: number; signature: Buffer<ArrayBuffer> } },
): Promise<boolean> {
  const { count } = await transactionOf(uow).member.updateMany({
    where: { id: memberId, organisation_id: uow.actor.organisationId, entry_signature: readSignature },
    data: { roles: [...roles], status, entry_version: entry.version, entry_signature: entry.signature },
  });
  return count === 1;
}

/** Sessions are counted and deleted by their member alone: this role may not read what identifies one. */
export function deleteSessions(uow: UnitOfWork, memberIds: readonly string[]): Promise<number> {
  return transactionOf(uow).$executeRaw`
    DELETE FROM directory.session WHERE organisation_id = ${uow.actor.organisationId}::uuid AND member_id = ANY (${[...memberIds]}::uuid[])`;
}

/** How many sessions of a colleague are alive. */
export async function countSessions(uow: UnitOfWork, memberId: string, idleMinutes: number): Promise<number> {
  const [row] = await transactionOf(uow).$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM directory.session
    WHERE organisation_id = ${uow.actor.organisationId}::uuid AND member_id = ${memberId}::uuid AND expires_at > now()
      AND last_seen_at > now() - make_interval(mins => ${idleMinutes}::int)`;
  return row?.count ?? 0;
}
