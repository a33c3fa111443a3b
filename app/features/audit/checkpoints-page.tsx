import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { Card } from '#app/ui/card.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { usePageLink } from '#app/ui/page-link.ts';
import { Pagination } from '#app/ui/pagination.tsx';
import type { CheckpointView } from './checkpoint-view.ts';
import { LogState } from './log-state.tsx';
import type { viewCheckpoints } from './view-checkpoints.server.ts';

type View = Awaited<ReturnType<typeof viewCheckpoints>>['view'];

/** What an auditor takes home: checkpoints and the key to check them with. */
export function CheckpointsPage({ view: { log, checkpoints, before, next, key } }: { view: View }) {
  const { t } = useTranslation('audit');
  const { number } = useFormat();
  const pageLink = usePageLink();
  const newest = log.last ? (
    <ButtonLink to="/audit/checkpoints/download" reloadDocument>
      {t('checkpoints.newest')}
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader
        title={t('checkpoints.title')}
        crumbs={[{ to: '/audit', label: t('title') }]}
        lead={t('checkpoints.lead')}
        next={newest}
      />
      <div className="grid gap-6">
        <LogState log={log} />
        {checkpoints.length > 0 ? (
          <div>
            <CheckpointTable checkpoints={checkpoints} />
            <Pagination
              previous={before === null ? null : pageLink({ before: null })}
              next={next ? pageLink({ before: next }) : null}
              summary={
                before === null ? t('checkpoints.newestShown') : t('checkpoints.older', { size: number(before) })
              }
            />
          </div>
        ) : null}
        <Card title={t('checkpoints.key')}>
          <p className="mb-2 max-w-prose">{t('checkpoints.keyLead')}</p>
          <p className="mb-3">
            <code className="break-all">{key}</code>
          </p>
          <ButtonLink to="/audit/checkpoints/download-key" look="secondary" small reloadDocument>
            {t('checkpoints.keyDownload')}
          </ButtonLink>
        </Card>
        <Card title={t('checkpoints.check')}>
          <p className="max-w-prose">{t('checkpoints.checkLead')}</p>
        </Card>
      </div>
    </>
  );
}

function CheckpointTable({ checkpoints }: { checkpoints: readonly CheckpointView[] }) {
  const { t } = useTranslation('audit');
  const { dateTime, number } = useFormat();
  const columns = [
    { key: 'at', header: t('checkpoints.at'), cell: (row: CheckpointView) => dateTime(row.at) },
    { key: 'size', header: t('checkpoints.size'), numeric: true, cell: (row: CheckpointView) => number(row.size) },
    {
      key: 'root',
      header: t('checkpoints.root'),
      cell: (row: CheckpointView) => <code className="text-small break-all">{row.root}</code>,
    },
    {
      key: 'file',
      header: t('checkpoints.file'),
      cell: (row: CheckpointView) => (
        <Link
          to={`/audit/checkpoints/download?size=${row.size}`}
          reloadDocument
          aria-label={t('checkpoints.downloadOf', { size: number(row.size) })}
          className="link inline-flex min-h-6 items-center"
        >
          {t('checkpoints.download')}
        </Link>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('checkpoints.table')}
      columns={columns}
      rows={checkpoints}
      rowKey={(row) => String(row.size)}
    />
  );
}
