import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listColleagues, listEvents, listEventTypes, recentCases, withWholeCase } from './audit-repo.server.ts';
import { EVENTS_PER_PAGE, isWhole, type AuditQuery } from './audit.schema.ts';
import { logState } from './log-state.server.ts';
import { toEventView } from './to-event-view.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'audit.viewed': { filters: readonly string[]; shown: number };
  }
}

/** Who read and did what, newest first. Reading the log is an event of the log. */
export async function viewEvents(uow: UnitOfWork, asked: AuditQuery) {
  const query = await withWholeCase(uow, asked);
  const rows = await listEvents(uow, query, EVENTS_PER_PAGE + 1);
  const colleagues = (await listColleagues(uow)).map(({ id, display_name }) => ({ id, name: display_name }));
  const names = new Map(colleagues.map(({ id, name }) => [id, name]));
  const shown = rows.slice(0, EVENTS_PER_PAGE).map((row) => toEventView(row, uow.actor.organisationId, names));
  const view = {
    events: shown,
    next: rows.length > EVENTS_PER_PAGE ? (shown.at(-1)?.sequence ?? null) : null,
    colleagues,
    types: await listEventTypes(uow),
    cases: await recentCases(uow, 8),
    log: await logState(uow),
    query,
  };
  const filters = Object.entries(query).flatMap(([name, value]) => (value ? [name] : []));
  return done(view, {
    type: 'audit.viewed',
    detail: { filters, shown: shown.length },
    ...(isWhole(query.case) ? { caseId: query.case } : {}),
  });
}
