import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { usePageLink } from '#app/ui/page-link.ts';
import { Badge } from '#app/ui/tag.tsx';
import { eventName } from './event-names.ts';
import type { EventView } from './event-view.ts';
import { ShortId } from './short-id.tsx';

/** One row per event; everything the log holds of it can be unfolded, and it holds no content. */
export function EventTable({ events }: { events: readonly EventView[] }) {
  const { t } = useTranslation('audit');
  const { dateTime } = useFormat();
  const pageLink = usePageLink();
  const columns = [
    {
      key: 'at',
      header: t('column.at'),
      cell: (row: EventView) => <span className="sm:whitespace-nowrap">{dateTime(row.at)}</span>,
    },
    { key: 'actor', header: t('column.actor'), cell: (row: EventView) => <Who event={row} /> },
    {
      key: 'what',
      header: t('column.what'),
      cell: (row: EventView) => (
        <span className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <span className="flex flex-wrap items-center gap-2">
            {eventName(t, row.type)} <OutcomeTag outcome={row.outcome} />
            {row.intact ? null : <Badge tone="brick">{t('notIntact')}</Badge>}
          </span>
          <Details event={row} />
        </span>
      ),
    },
    {
      key: 'case',
      header: t('column.case'),
      cell: (row: EventView) =>
        row.caseId ? (
          <Link to={pageLink({ case: row.caseId, before: null })} className="link inline-flex min-h-6 items-center">
            <ShortId id={row.caseId} />
          </Link>
        ) : (
          '–'
        ),
    },
  ];
  const empty = <EmptyState title={t('empty.title')} text={t('empty.text')} />;
  return (
    <DataTable caption={t('title')} columns={columns} rows={events} rowKey={(row) => row.sequence} empty={empty} />
  );
}

function Who({ event }: { event: EventView }) {
  const { t } = useTranslation('audit');
  const pageLink = usePageLink();
  if (!event.actorId) return <span className="text-quiet">{t('nobody')}</span>;
  if (event.foreignActor) {
    return (
      <span>
        {t('otherOrganisation')} <ShortId id={event.actorId} />
      </span>
    );
  }
  return (
    <Link to={pageLink({ member: event.actorId, before: null })} className="link inline-flex min-h-6 items-center">
      {event.actorName ?? <ShortId id={event.actorId} />}
    </Link>
  );
}

function OutcomeTag({ outcome }: { outcome: string }) {
  const { t } = useTranslation('audit');
  if (outcome === 'done') return null;
  return <Badge tone="honey">{outcome === 'denied' ? t('outcome.denied') : t('outcome.failed')}</Badge>;
}

function Details({ event }: { event: EventView }) {
  const { t } = useTranslation('audit');
  const facts = [
    { name: t('detail.sequence'), value: event.sequence },
    { name: t('detail.action'), value: event.action },
    { name: t('detail.resource'), value: event.resourceId ? `${event.resourceKind ?? ''} ${event.resourceId}` : null },
    { name: t('column.case'), value: event.caseId },
    { name: t('detail.purpose'), value: event.purpose },
    ...event.detail,
  ];
  return (
    <details className="text-small open:basis-full">
      <summary className="inline-flex min-h-6 items-center text-quiet underline">{t('detail.title')}</summary>
      <dl className="mt-1 grid gap-x-3 gap-y-0.5 sm:grid-cols-[auto_1fr]">
        {facts.map(({ name, value }) =>
          value ? (
            <div key={name} className="contents">
              <dt className="text-quiet">{name}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </details>
  );
}
