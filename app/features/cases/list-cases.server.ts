import { hasRole } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { organisationWithCustodians } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listCaseworkers } from '#app/features/members/list-caseworkers.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { caseFilter } from './case-filter.server.ts';
import { COUNTED_UP_TO, countCases, listCaseRows } from './case-list-repo.server.ts';
import { pageFrom, pageText, type CaseSort } from './case-page.ts';
import { caseScope } from './case-scope.server.ts';
import { toListItem } from './case-view.ts';
import { CASES_PER_PAGE, type CaseListQuery } from './case.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'cases.listed': { shown: number };
  }
}

/** One page of the actor's cases: codes only. */
export async function listCases(uow: UnitOfWork, query: CaseListQuery) {
  const scope = caseScope(uow.actor);
  const filter = caseFilter(uow.actor, query, uow.now);
  const page = pageFrom(query.page);
  const rows = await listCaseRows(uow, scope, filter, query.sort, page, CASES_PER_PAGE);
  const shown = rows.slice(0, CASES_PER_PAGE);
  if (page?.direction === 'previous') shown.reverse();
  const more = rows.length > CASES_PER_PAGE;
  const supervises = hasRole(uow.actor, 'supervisor');
  const organisation = (await organisationWithCustodians.load(uow, {})).resource;
  const total = await countCases(uow, scope, filter);
  const view = {
    items: shown.map((row) => toListItem(row, uow.now, supervises)),
    previous: page && (page.direction === 'next' || more) ? edge('previous', shown[0], query.sort) : null,
    next: page?.direction === 'previous' || more ? edge('next', shown.at(-1), query.sort) : null,
    total: Math.min(total, COUNTED_UP_TO),
    totalIsMore: total > COUNTED_UP_TO,
    today: isoDate(uow.now),
    workers: supervises ? await listCaseworkers(uow) : null,
    mayShowNames: uow.may('revealNames', organisation),
    mayOpen: uow.may('openCase', organisation),
    query,
  };
  return done(view, { type: 'cases.listed', detail: { shown: shown.length } });
}

type Row = { id: string; last_activity_at: Date; opened_on: Date };

function edge(direction: 'next' | 'previous', row: Row | undefined, sort: CaseSort): string | null {
  return row
    ? pageText({ direction, id: row.id, at: sort.endsWith('waiting') ? row.last_activity_at : row.opened_on })
    : null;
}
