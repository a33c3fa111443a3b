import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { SentOutsideBadge } from '#app/features/packets/sent-outside-line.tsx';
import { listInbox } from '#app/features/review-files/list-inbox.server.ts';
import { InboxQuery } from '#app/features/review-files/review-file.schema.ts';
import { WaitingDays } from '#app/features/review-files/waiting-days.tsx';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – inbox' }];

export const loader = actorLoader(
  { action: 'listInbox', resource: ownOrganisation, query: InboxQuery },
  ({ uow, query }) => listInbox(uow, query),
);

export default function Inbox() {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  const { items, today, sort } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t('inbox.title')} lead={t('inbox.lead')} />
      <DataTable
        caption={t('inbox.title')}
        rows={items}
        sort={sort}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('inbox.empty')} text={t('inbox.emptyText')} />}
        columns={[
          {
            key: 'code',
            header: t('file.code'),
            cell: (row) => (
              <Link to={`/inbox/${row.id}`} className="link">
                {row.code}
              </Link>
            ),
          },
          {
            key: 'waiting',
            header: t('waiting.title'),
            sortable: true,
            cell: (row) => <WaitingDays waiting={{ since: row.referredOn, what: 'sent' }} today={today} />,
          },
          { key: 'sender', header: t('file.sender'), cell: (row) => row.sender },
          {
            key: 'date',
            header: t('inbox.since'),
            cell: (row) => (
              <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
                {date(row.referredOn)}
                {row.sentOutside ? <SentOutsideBadge /> : null}
              </span>
            ),
          },
        ]}
      />
    </>
  );
}
