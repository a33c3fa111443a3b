import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { FileStateTag } from '#app/features/review-files/file-state-tag.tsx';
import { listFiles } from '#app/features/review-files/list-files.server.ts';
import { FileListQuery } from '#app/features/review-files/review-file.schema.ts';
import { WaitingDays } from '#app/features/review-files/waiting-days.tsx';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DueDate } from '#app/ui/due-date.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Badge } from '#app/ui/tag.tsx';

export const meta = () => [{ title: 'Linden – files' }];

export const loader = actorLoader(
  { action: 'listFiles', resource: ownOrganisation, query: FileListQuery },
  ({ uow, query }) => listFiles(uow, query),
);

export default function Files() {
  const { t } = useTranslation('commission');
  const { date } = useFormat();
  const { items, today, sort } = useLoaderData<typeof loader>();
  type Row = (typeof items)[number];
  const number = (row: Row) => (
    <Link to={`/files/${row.id}`} className="link">
      {row.number}
    </Link>
  );
  const state = (row: Row) => {
    if (row.closed) return <Badge>{row.closed === 'withdrawn' ? t('file.withdrawn') : t('file.expired')}</Badge>;
    if (row.toDeclare) return <Badge tone="honey">{t('files.toDeclare')}</Badge>;
    return <FileStateTag state={row.state} came={row.came} />;
  };
  return (
    <>
      <PageHeader title={t('files.title')} lead={t('files.lead')} />
      <DataTable
        caption={t('files.title')}
        rows={items}
        sort={sort}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('files.empty')} text={t('files.emptyText')} />}
        columns={[
          { key: 'number', header: t('files.number'), cell: number },
          { key: 'state', header: t('files.state'), cell: state },
          {
            key: 'waiting',
            header: t('waiting.title'),
            sortable: true,
            cell: (row) => <WaitingDays waiting={row.waiting} today={today} />,
          },
          { key: 'registered', header: t('files.registered'), sortable: true, cell: (row) => date(row.registeredOn) },
          {
            key: 'due',
            header: t('file.due'),
            cell: (row) => (row.dueOn ? <DueDate date={row.dueOn} today={today} /> : '–'),
          },
        ]}
      />
    </>
  );
}
