import { openRow, openRows, sealRow } from '#app/kernel/codec.server.ts';
import { within, type Scope } from '#app/kernel/scope.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

export function findFileWithAssignments(uow: UnitOfWork, fileId: string) {
  return transactionOf(uow).review_file.findUnique({
    where: { id: fileId },
    include: { assignments: { where: { ended_at: null } } },
  });
}

export function findFile(uow: UnitOfWork, fileId: string) {
  return transactionOf(uow).review_file.findUniqueOrThrow({ where: { id: fileId } });
}

export type ReviewFileRow = Awaited<ReturnType<typeof findFile>>;

/** By the day of registration. `openFirst`: what is decided comes after what is not. */
export interface FileOrder {
  openFirst: boolean;
  upwards: boolean;
}

export function listFileRows(
  uow: UnitOfWork,
  scope: Scope<Prisma.review_fileWhereInput>,
  { openFirst, upwards }: FileOrder,
  take: number,
) {
  const order = upwards ? 'asc' : 'desc';
  return within(scope, [], (where) =>
    transactionOf(uow).review_file.findMany({
      where,
      orderBy: [
        ...(openFirst ? [{ decided_on: { sort: 'desc', nulls: 'first' } } as const] : []),
        { registered_on: order },
        { registration_number: order },
      ],
      take,
      include: { assignments: { where: { ended_at: null } } },
    }),
  );
}

export async function insertFile(uow: UnitOfWork, row: Prisma.review_fileCreateManyInput): Promise<void> {
  await transactionOf(uow).review_file.createMany({ data: [row] });
}

export async function numberTaken(uow: UnitOfWork, number: string): Promise<boolean> {
  const where = { organisation_id: uow.actor.organisationId, registration_number: number };
  return (await transactionOf(uow).review_file.count({ where })) > 0;
}

/** Every registration number of the register, the one that was registered last first. */
export async function numbersOf(uow: UnitOfWork): Promise<string[]> {
  const rows = await transactionOf(uow).review_file.findMany({
    where: { organisation_id: uow.actor.organisationId },
    orderBy: [{ registered_on: 'desc' }, { created_at: 'desc' }, { id: 'desc' }],
    select: { registration_number: true },
  });
  return rows.map((row) => row.registration_number);
}

/** Changes open fields of a file that still stands in one of these states. False when it has moved on. */
export async function moveFile(
  uow: UnitOfWork,
  fileId: string,
  from: readonly string[],
  data: Prisma.review_fileUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await transactionOf(uow).review_file.updateMany({
    where: { id: fileId, state: { in: [...from] } },
    data,
  });
  return count === 1;
}

/** The decision with its sealed reasons. False when somebody else was first. */
export async function saveDecision(
  uow: UnitOfWork,
  row: ReviewFileRow,
  decision: { outcome: string; on: Date; reasons: string; remedy: string | undefined },
): Promise<boolean> {
  const next = { ...row, row_version: row.row_version + 1 };
  const sealed = await sealRow(uow, 'review_file', next, { reasons: decision.reasons, remedy: decision.remedy });
  const { count } = await transactionOf(uow).review_file.updateMany({
    where: { id: row.id, row_version: row.row_version, decided_on: null },
    data: {
      ...sealed,
      row_version: next.row_version,
      state: decision.outcome,
      decided_on: decision.on,
      decided_by: uow.actor.id,
    },
  });
  return count === 1;
}

export function openDecision(uow: UnitOfWork, row: ReviewFileRow) {
  return openRow(uow, 'review_file', row);
}

/** The reasons of the actor's latest decisions, newest first. */
export async function openOwnReasons(uow: UnitOfWork, take: number) {
  const rows = await transactionOf(uow).review_file.findMany({
    where: { decided_by: uow.actor.id },
    orderBy: { decided_on: 'desc' },
    take,
  });
  return (await openRows(uow, 'review_file', rows)).map((opened) => opened.reasons);
}

/** Members of the commission with the role of a reviewer. */
export function listReviewers(uow: UnitOfWork) {
  return transactionOf(uow).member.findMany({
    where: { organisation_id: uow.actor.organisationId, status: 'active', roles: { has: 'reviewer' } },
    select: { id: true, display_name: true },
    orderBy: { display_name: 'asc' },
  });
}

export async function insertAssignment(uow: UnitOfWork, row: Prisma.review_assignmentCreateManyInput): Promise<void> {
  await transactionOf(uow).review_assignment.createMany({ data: [row] });
}

/**
 * The reviewer's own declaration. A conflict can be declared later too, and is never taken back. False when there was none to
 * make.
 */
export async function saveConflict(uow: UnitOfWork, fileId: string, conflict: 'none' | 'declared'): Promise<boolean> {
  const { count } = await transactionOf(uow).review_assignment.updateMany({
    where: {
      review_file_id: fileId,
      member_id: uow.actor.id,
      ended_at: null,
      conflict: { in: conflict === 'declared' ? ['undeclared', 'none'] : ['undeclared'] },
    },
    data: { conflict, declared_at: uow.now },
  });
  return count === 1;
}
