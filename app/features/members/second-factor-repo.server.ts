import { insertEvent, type AuditRecord } from '#app/kernel/audit.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { tellMember } from './member-repo.server.ts';

/** Second factors, under the role `linden_auth`: they decide who somebody is, before and beside any unit of work. */
const auth = () => clientFor('auth');

export function findFactors(memberId: string) {
  return auth().second_factor.findMany({
    where: { member_id: memberId },
    orderBy: [{ created_at: 'asc' }, { id: 'asc' }],
  });
}

export type FactorRow = Awaited<ReturnType<typeof findFactors>>[number];

/** A member's entry as it was read and as it is to be: her list of factors and the signature over it. */
export interface EntryChange {
  memberId: string;
  readSignature: Uint8Array<ArrayBuffer>;
  factorIds: string[];
  version: number;
  signature: Buffer<ArrayBuffer>;
  /** every session but this one ends: they were begun with other factors */
  keepSession: Uint8Array<ArrayBuffer>;
  event: AuditRecord;
}

/** False when her entry was changed by somebody else meanwhile; then nothing was written. */
export function addFactor(change: EntryChange, factor: Prisma.second_factorCreateManyInput): Promise<boolean> {
  return auth().$transaction(async (transaction) => {
    if (!(await changeEntry(transaction, change))) return false;
    await transaction.second_factor.createMany({ data: [factor] });
    return true;
  });
}

export function deleteFactor(change: EntryChange, factorId: string): Promise<boolean> {
  return auth().$transaction(async (transaction) => {
    if (!(await changeEntry(transaction, change))) return false;
    await transaction.second_factor.deleteMany({ where: { id: factorId, member_id: change.memberId } });
    return true;
  });
}

async function changeEntry(transaction: Prisma.TransactionClient, change: EntryChange): Promise<boolean> {
  const { memberId, readSignature, factorIds, version, signature, keepSession } = change;
  const { count } = await transaction.member.updateMany({
    where: { id: memberId, entry_signature: readSignature },
    data: { factor_ids: factorIds, entry_version: version, entry_signature: signature },
  });
  if (count === 0) return false;
  await transaction.session.deleteMany({ where: { member_id: memberId, id_hash: { not: keepSession } } });
  const { at, actorOrganisationId } = change.event;
  await tellMember({ id: memberId, organisation_id: actorOrganisationId! }, 'factors_changed', at, transaction);
  await insertEvent(transaction, change.event);
  return true;
}

/** Marks a code's time step as used. False when it, or a later one, was used already, also a moment ago elsewhere. */
export async function spendStep(factorId: string, step: number, now: Date): Promise<boolean> {
  const { count } = await auth().second_factor.updateMany({
    where: { id: factorId, OR: [{ last_step: null }, { last_step: { lt: step } }] },
    data: { last_step: step, last_used_at: now },
  });
  return count === 1;
}

/** Notes what the authenticator counts. False when that is not more than before; passkeys that do not count stay at 0. */
export async function raiseCount(factorId: string, signCount: number, now: Date): Promise<boolean> {
  const { count } = await auth().second_factor.updateMany({
    where: { id: factorId, ...(signCount === 0 ? { sign_count: 0 } : { sign_count: { lt: signCount } }) },
    data: { sign_count: signCount, last_used_at: now },
  });
  return count === 1;
}
