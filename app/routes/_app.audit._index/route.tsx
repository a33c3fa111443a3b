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
import { PageHeader } from '#app/ui/page-header.tsx';
import { usePageLink } from '#app/ui/page-link.ts';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta = () => [{ title: 'Linden – record' }];

export const loader = actorLoader(
  { action: 'readAuditTrail', resource: ownOrganisation, query: AuditQuery },
  ({ uow, query }) => viewEvents(uow, query),
);

export default function Audit() {
  const { t } = useTranslation('audit');
  const { events, next, colleagues, types, cases, log, query } = useLoaderData<typeof loader>();
  const pageLink = usePageLink();
  const { search } = useLocation();
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
