import { stringify } from 'csv-stringify/sync';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listColleagues, listEvents, withWholeCase } from './audit-repo.server.ts';
import { isWhole, type AuditQuery } from './audit.schema.ts';
import { toEventView } from './to-event-view.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'audit.downloaded': { filters: readonly string[]; events: number };
  }
}

const MOST = 10_000;
const HEADER = [
  'sequence',
  'at',
  'actor',
  'actor_id',
  'type',
  'action',
  'outcome',
  'resource_kind',
  'resource_id',
  'case_id',
  'purpose',
  'detail',
  'intact',
];

/** The filtered events as CSV, newest first, at most 10,000; formula-safe, with a neutral name. */
export async function downloadEvents(uow: UnitOfWork, asked: AuditQuery) {
  const query = await withWholeCase(uow, asked);
  const names = new Map((await listColleagues(uow)).map(({ id, display_name }) => [id, display_name]));
  const events = (await listEvents(uow, query, MOST)).map((row) => toEventView(row, uow.actor.organisationId, names));
  const rows = events.map((event) => [
    event.sequence,
    event.at,
    event.actorName ?? '',
    event.actorId ?? '',
    event.type,
    event.action,
    event.outcome,
    event.resourceKind ?? '',
    event.resourceId ?? '',
    event.caseId ?? '',
    event.purpose ?? '',
    event.detail.map(({ name, value }) => `${name}=${value}`).join('; '),
    event.intact ? 'yes' : 'no',
  ]);
  const text = stringify([HEADER, ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
  const filters = Object.entries(query).flatMap(([name, value]) => (value ? [name] : []));
  const response = new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="linden-${isoDate(uow.now)}.csv"`,
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  });
  return done(response, {
    type: 'audit.downloaded',
    detail: { filters, events: events.length },
    ...(isWhole(query.case) ? { caseId: query.case } : {}),
  });
}
