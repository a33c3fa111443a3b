import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** The case with its wishes, newest first, and how much of it there is. */
export function findCaseToErase(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).case_file.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      id: true,
      code: true,
      erased_on: true,
      erasures: { orderBy: { requested_at: 'desc' } },
      packets: { select: { id: true, code: true, handed_over_on: true, referred_at: true, withdrawn_at: true } },
    },
  });
}

/** Locks the case, so that nobody records in it, freezes it or erases it meanwhile. */
export async function lockCase(uow: UnitOfWork, caseId: string): Promise<void> {
  await transactionOf(uow).$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR UPDATE`;
}

export async function insertWish(
  uow: UnitOfWork,
  wish: Omit<Prisma.erasureCreateManyInput, 'organisation_id' | 'requested_by' | 'requested_at' | 'state'>,
): Promise<void> {
  const { organisationId: organisation_id, id: requested_by } = uow.actor;
  await transactionOf(uow).erasure.createMany({
    data: [{ ...wish, organisation_id, requested_by, requested_at: uow.now, state: 'requested' }],
  });
}

/** False when it was decided meanwhile. */
export async function decideWish(
  uow: UnitOfWork,
  caseId: string,
  decision: { state: 'erased' | 'declined'; backupsUntil: Date | null },
): Promise<boolean> {
  const { count } = await transactionOf(uow).erasure.updateMany({
    where: { case_id: caseId, state: 'requested' },
    data: {
      state: decision.state,
      decided_by: uow.actor.id,
      decided_at: uow.now,
      backups_until: decision.backupsUntil,
    },
  });
  return count === 1;
}

/** How many of each were destroyed. */
export interface Destroyed {
  keys: number;
  copies: number;
  drafts: number;
  facts: number;
}

/**
 * Deletes every key that opens something of this case: its own in each compartment, its packets', those of pieces that stand
 * on a consent of their own, the copies of both at the receiver, and the copies of letters about it; and every draft that was being written in it. Row-level security lets
 * only the member who decided the erasure do this, and only of this case.
 */
export async function destroyKeys(
  uow: UnitOfWork,
  caseId: string,
  packetIds: readonly string[],
): Promise<Omit<Destroyed, 'facts'>> {
  const transaction = transactionOf(uow);
  const pieces = await transaction.packet_consent.findMany({ where: { case_id: caseId }, select: { id: true } });
  const subjects = { subject_id: { in: [caseId, ...packetIds, ...pieces.map(({ id }) => id)] } };
  const letters = await transaction.letter.findMany({
    where: { packet_id: { in: [...packetIds] } },
    select: { id: true },
  });
  const keys = await transaction.content_key.deleteMany({ where: subjects });
  const sealed = await transaction.sealed_key.deleteMany({
    where: { OR: [subjects, { subject_kind: 'letter', subject_id: { in: letters.map(({ id }) => id) } }] },
  });
  const drafts = await transaction.draft.deleteMany({ where: { case_id: caseId } });
  return { keys: keys.count, copies: sealed.count, drafts: drafts.count };
}

/** Gives the person's facts a key that is computed from nothing: they stay counted as one person, and nobody can say whose. */
export async function cutFacts(
  uow: UnitOfWork,
  from: Uint8Array<ArrayBuffer>,
  to: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const { count } = await transactionOf(uow).fact.updateMany({ where: { person_key: from }, data: { person_key: to } });
  return count;
}

/** The case leaves everybody's work: closed, its team ended, its packets withdrawn with all that they stood on. */
export async function closeErased(uow: UnitOfWork, caseId: string, day: Date): Promise<void> {
  const transaction = transactionOf(uow);
  await transaction.packet_consent.updateMany({
    where: { case_id: caseId, withdrawn_at: null },
    data: { withdrawn_at: uow.now },
  });
  await transaction.packet.updateMany({
    where: { case_id: caseId, withdrawn_at: null },
    data: { withdrawn_at: uow.now, state: 'withdrawn' },
  });
  await transaction.assignment.updateMany({ where: { case_id: caseId, ended_at: null }, data: { ended_at: uow.now } });
  await transaction.case_file.updateMany({
    where: { id: caseId },
    data: { erased_on: day, closed_on: day, last_activity_at: uow.now },
  });
}
