import { randomUUID } from 'node:crypto';
import { openRow, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { ApplicationState } from './application-states.ts';
import type { Section } from './application.schema.ts';
import { takenBackFrom } from './taken-back.ts';

/** The case's application in force: the one begun last. */
export function findApplication(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).application.findFirst({
    where: { case_id: caseId },
    orderBy: [{ created_at: 'desc' }, { id: 'asc' }],
  });
}

export type ApplicationRow = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/** Every application of the case, newest first. */
export function listApplications(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).application.findMany({
    where: { case_id: caseId },
    orderBy: [{ created_at: 'desc' }, { id: 'asc' }],
  });
}

/** As `findApplication`, locked until the transaction ends. Two first saves of a case come one after the other. */
export async function lockApplication(uow: UnitOfWork, caseId: string): Promise<ApplicationRow | null> {
  await transactionOf(uow).$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`;
  return findApplication(uow, caseId);
}

export async function insertApplication(
  uow: UnitOfWork,
  caseId: string,
  preparedBy: readonly string[],
): Promise<string> {
  const id = randomUUID();
  await transactionOf(uow).application.createMany({
    data: [
      {
        id,
        organisation_id: uow.actor.organisationId,
        case_id: caseId,
        state: 'drafting',
        prepared_by: [...preparedBy],
        row_version: 1,
        created_by: uow.actor.id,
        created_at: uow.now,
        updated_at: uow.now,
      },
    ],
  });
  return id;
}

/** The sections and the reviewer's note, still inside `Plaintext`. */
export function openApplication(uow: UnitOfWork, row: ApplicationRow) {
  return openRow(uow, 'application', row);
}

type SealedTexts = { [F in Section | 'review_note']?: string | null };
type OpenColumns = {
  review_outcome?: string | null;
  reviewed_by?: string | null;
  reviewed_at?: Date | null;
  state?: string;
};

/** Changes texts: every sealed column is sealed again, because each is bound to the row's version. False = overtaken. */
export async function updateTexts(
  uow: UnitOfWork,
  row: ApplicationRow,
  texts: SealedTexts,
  open: OpenColumns = {},
): Promise<boolean> {
  const before = await openApplication(uow, row);
  const next = { ...row, row_version: row.row_version + 1 };
  const sealed = await sealRow(uow, 'application', next, {
    place: uow.reveal(before.place, 'reseal'),
    time: uow.reveal(before.time, 'reseal'),
    perpetrators: uow.reveal(before.perpetrators, 'reseal'),
    consequences_health: uow.reveal(before.consequences_health, 'reseal'),
    consequences_life: uow.reveal(before.consequences_life, 'reseal'),
    review_note: uow.reveal(before.review_note, 'reseal'),
    ...texts,
  });
  const { count } = await transactionOf(uow).application.updateMany({
    where: { id: row.id, row_version: row.row_version },
    data: { ...sealed, ...open, row_version: next.row_version, updated_at: uow.now },
  });
  return count === 1;
}

/** Moves the state when it still is what the caller saw. False = overtaken. */
export async function moveState(
  uow: UnitOfWork,
  id: string,
  from: ApplicationState,
  to: ApplicationState,
): Promise<boolean> {
  const { count } = await transactionOf(uow).application.updateMany({
    where: { id, state: from },
    data: { state: to, updated_at: uow.now },
  });
  return count === 1;
}

/** Somebody wrote: she is one of the preparers, and what was ready or approved has to be looked at again. */
export async function noteWriting(uow: UnitOfWork, row: ApplicationRow): Promise<void> {
  const known = row.prepared_by.includes(uow.actor.id);
  if (known && takenBackFrom(row) === null) return;
  await transactionOf(uow).application.updateMany({
    where: { id: row.id },
    data: {
      ...(known ? {} : { prepared_by: { push: uow.actor.id } }),
      ...(row.state === 'ready' ? { state: 'drafting' } : {}),
      ...(row.review_outcome === 'approved' ? { review_outcome: null, reviewed_by: null, reviewed_at: null } : {}),
      updated_at: uow.now,
    },
  });
}

export function findApplicationById(uow: UnitOfWork, id: string): Promise<ApplicationRow | null> {
  return transactionOf(uow).application.findUnique({ where: { id } });
}

export function countApplications(uow: UnitOfWork, caseId: string): Promise<number> {
  return transactionOf(uow).application.count({ where: { case_id: caseId } });
}

export async function findReadiness(uow: UnitOfWork, caseId: string): Promise<string> {
  const row = await transactionOf(uow).case_file.findUniqueOrThrow({
    where: { id: caseId },
    select: { readiness: true },
  });
  return row.readiness;
}

export async function findColleagueName(uow: UnitOfWork, id: string): Promise<string | null> {
  const row = await transactionOf(uow).member.findUnique({ where: { id }, select: { display_name: true } });
  return row?.display_name ?? null;
}
