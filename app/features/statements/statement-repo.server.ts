import { randomUUID } from 'node:crypto';
import { openRow, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { StatementState, VersionKind } from './statement-states.ts';

/** The case's statement in force: the one begun last. */
export function findStatement(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).statement.findFirst({
    where: { case_id: caseId },
    orderBy: [{ created_at: 'desc' }, { id: 'asc' }],
  });
}

export type StatementRow = NonNullable<Awaited<ReturnType<typeof findStatement>>>;

/** A statement of this case by its id, locked until the transaction ends, so that two saves come one after the other. */
export async function lockStatement(
  uow: UnitOfWork,
  caseId: string,
  statementId: string,
): Promise<StatementRow | null> {
  await transactionOf(uow).$queryRaw`
    SELECT id FROM casework.statement WHERE id = ${statementId}::uuid AND case_id = ${caseId}::uuid FOR NO KEY UPDATE`;
  return transactionOf(uow).statement.findFirst({ where: { id: statementId, case_id: caseId } });
}

export async function insertStatement(uow: UnitOfWork, caseId: string, language: string): Promise<string> {
  const id = randomUUID();
  await transactionOf(uow).statement.createMany({
    data: [
      {
        id,
        organisation_id: uow.actor.organisationId,
        case_id: caseId,
        language,
        state: 'drafting',
        current_version: 0,
        row_version: 1,
        created_by: uow.actor.id,
        created_at: uow.now,
      },
    ],
  });
  return id;
}

interface StatementChange {
  state: StatementState;
  current_version?: number;
  read_back_at?: Date | null;
  approved_at?: Date;
  approved_by?: string;
}

/** Nothing in `statement` is sealed; its version only says that somebody changed the text or the state. */
export async function updateStatement(uow: UnitOfWork, row: StatementRow, change: StatementChange): Promise<void> {
  await transactionOf(uow).statement.updateMany({
    where: { id: row.id, row_version: row.row_version },
    data: { ...change, row_version: row.row_version + 1 },
  });
}

/** Every version without its text, newest first, across all statements of the case. */
export function listVersionRows(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).statement_version.findMany({
    where: { case_id: caseId },
    orderBy: [{ written_at: 'desc' }, { version: 'desc' }],
    select: { statement_id: true, version: true, kind: true, written_by: true, written_at: true },
  });
}

export function findVersion(uow: UnitOfWork, statementId: string, version: number) {
  return transactionOf(uow).statement_version.findUnique({
    where: { statement_id_version: { statement_id: statementId, version } },
    include: { statement: { select: { language: true } } },
  });
}

export type VersionRow = NonNullable<Awaited<ReturnType<typeof findVersion>>>;

/** The text of a version, still inside `Plaintext`; null = empty. */
export async function openVersionText(uow: UnitOfWork, row: VersionRow) {
  return (await openRow(uow, 'statement_version', row)).text;
}

export async function insertVersion(
  uow: UnitOfWork,
  statement: { id: string; case_id: string },
  version: { version: number; kind: VersionKind; text: string },
): Promise<void> {
  const row = {
    id: randomUUID(),
    organisation_id: uow.actor.organisationId,
    case_id: statement.case_id,
    row_version: 1,
  };
  const sealed = await sealRow(uow, 'statement_version', row, { text: storable(version.text) });
  await transactionOf(uow).statement_version.createMany({
    data: [
      {
        ...row,
        ...sealed,
        statement_id: statement.id,
        version: version.version,
        kind: version.kind,
        written_by: uow.actor.id,
        written_at: uow.now,
      },
    ],
  });
}

/** Writes an autosaved text over the same author's autosaved version of a moment ago; `written_at` stays its beginning. */
export async function overwriteVersion(
  uow: UnitOfWork,
  row: VersionRow,
  kind: VersionKind,
  text: string,
): Promise<void> {
  const next = { ...row, row_version: row.row_version + 1 };
  const sealed = await sealRow(uow, 'statement_version', next, { text: storable(text) });
  await transactionOf(uow).statement_version.updateMany({
    where: { id: row.id, row_version: row.row_version },
    data: { ...sealed, kind, row_version: next.row_version },
  });
}

/** The column holds a text always; an emptied statement is one line break, which reads as empty. */
function storable(text: string): string {
  return text === '' ? '\n' : text;
}

/** Everybody who wrote in a statement of the case. */
export async function findAuthors(uow: UnitOfWork, caseId: string): Promise<string[]> {
  const rows = await transactionOf(uow).statement_version.findMany({
    where: { case_id: caseId },
    distinct: ['written_by'],
    select: { written_by: true },
  });
  return rows.map((row) => row.written_by);
}

/** Two first saves of one case come one after the other. */
export async function lockCase(uow: UnitOfWork, caseId: string): Promise<void> {
  await transactionOf(uow).$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`;
}
