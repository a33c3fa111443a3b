import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

const own = (uow: UnitOfWork) => ({ organisation_id: uow.actor.organisationId, retired_at: null });

/** The keys that are not retired, newest first: the one in force, and perhaps one that is being written down. */
export function findKeys(uow: UnitOfWork) {
  return transactionOf(uow).recovery_key.findMany({ where: own(uow), orderBy: { created_at: 'desc' } });
}
export type RecoveryKeyRow = Awaited<ReturnType<typeof findKeys>>[number];

export async function insertKey(uow: UnitOfWork, row: Prisma.recovery_keyCreateManyInput): Promise<void> {
  await transactionOf(uow).recovery_key.createMany({ data: [row] });
}

export async function insertGrants(
  uow: UnitOfWork,
  keyId: string,
  grants: readonly { compartment: string; epoch: number; sealed: Uint8Array<ArrayBuffer> }[],
): Promise<void> {
  await transactionOf(uow).recovery_grant.createMany({
    data: grants.map(({ compartment, epoch, sealed }) => ({
      ...{
        organisation_id: uow.actor.organisationId,
        recovery_key_id: keyId,
        compartment,
        epoch,
        sealed_seed_ct: sealed,
      },
    })),
  });
}

/** Takes keys out of use, with what was granted to them. */
export async function retireKeys(uow: UnitOfWork, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transactionOf(uow).recovery_grant.deleteMany({ where: { recovery_key_id: { in: [...ids] } } });
  await transactionOf(uow).recovery_key.updateMany({ where: { id: { in: [...ids] } }, data: { retired_at: uow.now } });
}

export async function confirmKey(uow: UnitOfWork, id: string): Promise<boolean> {
  const where = { id, ...own(uow), confirmed_at: null };
  return (await transactionOf(uow).recovery_key.updateMany({ where, data: { confirmed_at: uow.now } })).count === 1;
}

export async function recordDrill(uow: UnitOfWork, id: string): Promise<void> {
  await transactionOf(uow).recovery_key.updateMany({ where: { id }, data: { drilled_at: uow.now } });
}

/** Active custodians of the actor's own organisation, and how many of them have confirmed a recovery code. */
export async function countCustodians(uow: UnitOfWork): Promise<{ active: number; ready: number }> {
  const where = { organisation_id: uow.actor.organisationId, status: 'active', roles: { has: 'custodian' } };
  const custodians = await transactionOf(uow).member.findMany({ where, select: { id: true } });
  const ready = await transactionOf(uow).member_recovery.count({
    where: { member_id: { in: custodians.map(({ id }) => id) }, confirmed_at: { not: null } },
  });
  return { active: custodians.length, ready };
}

/** Whether a recovery key is in force. */
export async function hasConfirmedKey(uow: UnitOfWork): Promise<boolean> {
  return (await transactionOf(uow).recovery_key.count({ where: { ...own(uow), confirmed_at: { not: null } } })) > 0;
}
