import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listCaseRows } from './case-repo.server.ts';
import { openNames } from './identity-repo.server.ts';
import { caseScope } from './case-scope.server.ts';
import { toListItem } from './case-view.ts';
import { CASES_PER_PAGE, type CaseListQuery } from './case.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'cases.listed': { shown: number; page: number };
    'cases.names_shown': { cases: readonly string[] };
  }
}

/** One page of the actor's cases: codes only. */
export async function listCases(uow: UnitOfWork, query: CaseListQuery) {
  const rows = await pageOf(uow, query);
  const items = rows.slice(0, CASES_PER_PAGE).map((row) => toListItem(row, uow.now));
  const view = { items, page: query.page, hasNext: rows.length > CASES_PER_PAGE, query };
  return done(view, { type: 'cases.listed', detail: { shown: items.length, page: query.page } });
}

/** The names on one page of the list: a deliberate act, recorded case by case. */
export async function showNames(uow: UnitOfWork, query: CaseListQuery) {
  const rows = (await pageOf(uow, query)).slice(0, CASES_PER_PAGE);
  const opened = await openNames(uow, rows.map((row) => row.id));
  const names = Object.fromEntries([...opened].map(([id, name]) => [id, uow.reveal(name, 'list')]));
  return done({ names }, { type: 'cases.names_shown', purpose: 'list', detail: { cases: [...opened.keys()] } });
}

function pageOf(uow: UnitOfWork, query: CaseListQuery) {
  const filter = {
    ...(query.step ? { step: query.step } : {}),
    ...(query.code ? { code: { startsWith: query.code } } : {}),
    ...(query.closed ? {} : { closed_on: null }),
  };
  return listCaseRows(uow, caseScope(uow.actor), filter, {
    take: CASES_PER_PAGE,
    skip: (query.page - 1) * CASES_PER_PAGE,
  });
}
