import { Link, useLoaderData, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { AuditQuery } from '#app/features/audit/audit.schema.ts';
import { EventFilters } from '#app/features/audit/event-filters.tsx';
import { EventTable } from '#app/features/audit/event-table.tsx';
import { LogStateLine } from '#app/features/audit/log-state.tsx';
import { ShortId } from '#app/features/audit/short-id.tsx';
import { viewEvents } from '#app/features/audit/view-events.server.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { usePageLink } from '#app/ui/page-link.ts';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta = () => [{ title: 'Linden – record' }];

export const loader = actorLoader(
  { action: 'readAuditTrail', resource: ownOrganisation, query: AuditQuery },
  ({ uow, query }) => viewEvents(uow, query),
);

const FILTERS = ['case', 'member', 'type', 'outcome', 'from', 'until'] as const;

export default function Audit() {
  const { t } = useTranslation('audit');
  const { events, next, colleagues, types, cases, log, query } = useLoaderData<typeof loader>();
  const pageLink = usePageLink();
  const { search } = useLocation();
  const asked = new URLSearchParams(search);
  const names: Record<(typeof FILTERS)[number], string> = {
    case: t('filter.case'),
    member: t('filter.member'),
    type: t('filter.type'),
    outcome: t('filter.outcome'),
    from: t('filter.from'),
    until: t('filter.until'),
  };
  const ignored = FILTERS.filter((name) => asked.get(name)?.trim() && !query[name]);
  const download = (
    <ButtonLink to={`/audit/download${search}`} look="secondary" reloadDocument>
      {t('download')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} next={download} />
      <LogStateLine log={log} />
      <EventFilters query={query} colleagues={colleagues} types={types} />
      {ignored.length > 0 ? (
        <div className="mb-4">
          <Notice kind="warn" title={t('ignored.title')}>
            {t('ignored.text', { list: ignored.map((name) => names[name]).join(', ') })}
          </Notice>
        </div>
      ) : null}
      {cases.length > 0 && !query.case ? (
        <p className="no-print mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-small">
          <span className="text-quiet">{t('recentCases')}</span>
          {cases.map((id) => (
            <Link key={id} to={pageLink({ case: id, before: null })} className="link inline-flex min-h-6 items-center">
              <ShortId id={id} />
            </Link>
          ))}
        </p>
      ) : null}
      <EventTable events={events} />
      <Pagination
        previous={query.before ? pageLink({ before: null }) : null}
        next={next ? pageLink({ before: next }) : null}
        summary={t('shown', { count: events.length })}
      />
    </>
  );
}
