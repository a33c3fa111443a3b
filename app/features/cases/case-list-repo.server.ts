import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { within, type Scope } from '#app/kernel/scope.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { CasePage, CaseSort } from './case-page.ts';

type CaseScope = Scope<Prisma.case_fileWhereInput>;
type Where = Prisma.case_fileWhereInput;

/** Counting further tells nobody anything and costs a walk through every case. */
export const COUNTED_UP_TO = 1_000;

/**
 * At most `take` + 1 cases from one end of a page, in the page's order (backwards when the page is read backwards). The
 * page starts at a row, not at a number of rows, so that the thousandth page costs what the first one does.
 */
export function listCaseRows(uow: UnitOfWork, scope: CaseScope, filter: Where, sort: CaseSort, page: CasePage | null, take: number) {
  const column = sort.endsWith('waiting') ? 'last_activity_at' : 'opened_on';
  // The longest wait is the oldest activity: `-waiting` walks up the dates, `-opened` walks down.
  const upwards = (sort === '-waiting' || sort === 'opened') !== (page?.direction === 'previous');
  const order = upwards ? ('asc' as const) : ('desc' as const);
  // The index is (date descending, id ascending); the other way round it is read backwards.
  const orderBy: Prisma.case_fileOrderByWithRelationInput[] = [{ [column]: order }, { id: upwards ? 'desc' : 'asc' }];
  return within(scope, [], (where) =>
    transactionOf(uow).case_file.findMany({
      where: { AND: [where, filter, page ? beyond(column, page, upwards) : {}] },
      orderBy,
      take: take + 1,
      include: {
        tasks: { where: { done_at: null }, orderBy: { due_on: 'asc' }, take: 1, select: { kind: true, due_on: true } },
        assignments: { orderBy: { assigned_at: 'asc' }, select: { ended_at: true, assignee: { select: { display_name: true, roles: true } } } },
        applications: { orderBy: { created_at: 'desc' }, take: 1, select: { state: true } },
      },
    }),
  );
}

/** Rows after the one that the page names. The outer bound lets the index start there. */
function beyond(column: 'last_activity_at' | 'opened_on', { at, id }: CasePage, upwards: boolean): Where {
  return upwards
    ? { [column]: { gte: at }, OR: [{ [column]: { gt: at } }, { id: { lt: id } }] }
    : { [column]: { lte: at }, OR: [{ [column]: { lt: at } }, { id: { gt: id } }] };
}

/** How many match, counted up to `COUNTED_UP_TO` + 1. */
export function countCases(uow: UnitOfWork, scope: CaseScope, filter: Where): Promise<number> {
  return within(scope, 0, (where) =>
    transactionOf(uow).case_file.count({ where: { AND: [where, filter] }, take: COUNTED_UP_TO + 1 }),
  );
}

/** Which of these cases the scope shows: names are shown for no other. */
export async function casesInScope(uow: UnitOfWork, scope: CaseScope, caseIds: readonly string[]): Promise<string[]> {
  const rows = await within(scope, [], (where) =>
    transactionOf(uow).case_file.findMany({ where: { AND: [where, { id: { in: [...caseIds] } }] }, select: { id: true } }),
  );
  return rows.map(({ id }) => id);
}
