import type { SubmissionResult } from '@conform-to/react';
import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { DataTable, type Column } from '#app/ui/data-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { CanaryForm } from './canary-form.tsx';
import type { AlertItem } from './view-canaries.server.ts';

interface CanariesPageProps {
  count: number;
  alerts: readonly AlertItem[];
  workers: readonly { id: string; name: string }[];
  /** one was just made */
  made: boolean;
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** How many alarm cases there are, who opened one, and a form for another. */
export function CanariesPage({ count, alerts, workers, made, lastResult }: CanariesPageProps) {
  const { t } = useTranslation('keys');
  return (
    <>
      <PageHeader title={t('alarms.title')} lead={t('alarms.lead')} crumbs={[{ to: '/keys', label: t('title') }]} />
      <div className="grid gap-6">
        {made ? (
          <Notice title={t('alarms.made')} live>
            {t('alarms.madeText')}
          </Notice>
        ) : null}
        <Card title={t('alarms.alerts')}>
          <p>{t('alarms.count', { count })}</p>
          <Alerts alerts={alerts} />
        </Card>
        <Card title={t('alarms.another')}>
          <CanaryForm workers={workers} lastResult={lastResult} />
        </Card>
      </div>
    </>
  );
}

function Alerts({ alerts }: { alerts: readonly AlertItem[] }) {
  const { t } = useTranslation('keys');
  const { dateTime } = useFormat();
  const columns: Column<AlertItem>[] = [
    { key: 'at', header: t('alarms.when'), cell: ({ at }) => dateTime(at, 'short') },
    {
      key: 'who',
      header: t('alarms.who'),
      cell: ({ id, name }) =>
        name ? (
          <Link to={`/people/${id}`} className="link">
            {name}
          </Link>
        ) : (
          t('alarms.elsewhere')
        ),
    },
  ];
  if (alerts.length === 0) return <p className="mt-2 text-quiet">{t('alarms.noAlerts')}</p>;
  return (
    <div className="mt-4">
      <DataTable caption={t('alarms.alerts')} columns={columns} rows={alerts} rowKey={({ id, at }) => `${id}${at}`} />
    </div>
  );
}
