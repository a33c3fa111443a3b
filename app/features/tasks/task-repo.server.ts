import { openRow, openRows, sealRow } from '#app/kernel/codec.server.ts';
import { within, type Scope } from '#app/kernel/scope.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

type TaskScope = Scope<Prisma.taskWhereInput>;

interface TaskValues {
  caseId: string;
  kind: string;
  dueOn: Date | null;
  settingId?: string | null;
  text?: string | undefined;
}

export async function insertTask(uow: UnitOfWork, id: string, task: TaskValues): Promise<void> {
  const row = { id, organisation_id: uow.actor.organisationId, case_id: task.caseId, row_version: 1 };
  const sealed = await sealRow(uow, 'task', row, { text: task.text });
  await transactionOf(uow).task.createMany({
    data: [
      {
        ...row,
        ...sealed,
        kind: task.kind,
        due_on: task.dueOn,
        assignee_id: uow.actor.id,
        setting_id: task.settingId ?? null,
        created_by: uow.actor.id,
        created_at: uow.now,
      },
    ],
  });
}

/** The tasks of one case: open ones first by date, then what is done. */
export function listCaseTasks(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).task.findMany({
    where: { case_id: caseId },
    orderBy: [
      { done_at: { sort: 'desc', nulls: 'first' } },
      { due_on: { sort: 'asc', nulls: 'last' } },
      { created_at: 'asc' },
    ],
  });
}

export type TaskRow = Awaited<ReturnType<typeof listCaseTasks>>[number];

export function openTaskTexts(uow: UnitOfWork, rows: readonly TaskRow[]) {
  return openRows(uow, 'task', rows);
}

/** How a task ended that is not simply ticked off: a code, and sealed words. */
export interface TaskOutcome {
  code: string;
  text: string | undefined;
}

/** Ticks a task off. False when the case has no such open task. */
export async function markDone(
  uow: UnitOfWork,
  caseId: string,
  taskId: string,
  outcome: TaskOutcome | null = null,
): Promise<boolean> {
  const row = await transactionOf(uow).task.findFirst({ where: { id: taskId, case_id: caseId, done_at: null } });
  if (!row) return false;
  const opened = await openRow(uow, 'task', row);
  const next = { ...row, row_version: row.row_version + 1 };
  const sealed = await sealRow(uow, 'task', next, { text: uow.reveal(opened.text, 'reseal'), outcome: outcome?.text });
  const { count } = await transactionOf(uow).task.updateMany({
    where: { id: taskId, case_id: caseId, done_at: null, row_version: row.row_version },
    data: {
      ...sealed,
      row_version: next.row_version,
      done_at: uow.now,
      done_by: uow.actor.id,
      outcome: outcome?.code ?? null,
    },
  });
  return count === 1;
}

/** The open tasks of a case of one kind, by id. */
export async function openTasksOf(uow: UnitOfWork, caseId: string, kind: string): Promise<string[]> {
  const rows = await transactionOf(uow).task.findMany({
    where: { case_id: caseId, kind, done_at: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The kind of an open task of a case; null when there is no such task. */
export async function openTaskKind(uow: UnitOfWork, caseId: string, taskId: string): Promise<string | null> {
  const row = await transactionOf(uow).task.findFirst({
    where: { id: taskId, case_id: caseId, done_at: null },
    select: { kind: true },
  });
  return row?.kind ?? null;
}

/** One page of open tasks across cases, the earliest date first; one row more says that there is another page. */
export function listOpenTasks(
  uow: UnitOfWork,
  scope: TaskScope,
  filter: Prisma.taskWhereInput,
  page: { take: number; skip: number },
) {
  return within(scope, [], (where) =>
    transactionOf(uow).task.findMany({
      where: { AND: [where, filter, { done_at: null }] },
      orderBy: [{ due_on: { sort: 'asc', nulls: 'last' } }, { created_at: 'asc' }, { id: 'asc' }],
      take: page.take + 1,
      skip: page.skip,
      select: {
        id: true,
        case_id: true,
        kind: true,
        due_on: true,
        setting_id: true,
        assignee_id: true,
        case_file: { select: { code: true } },
      },
    }),
  );
}

/** Which of these settings somebody has confirmed. */
export async function verifiedSettings(uow: UnitOfWork, ids: readonly (string | null)[]): Promise<Set<string>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Set();
  const rows = await transactionOf(uow).setting.findMany({
    where: { id: { in: wanted }, verified_at: { not: null } },
    select: { id: true },
  });
  return new Set(rows.map((row) => row.id));
}
