import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '#app/ui/data-table.tsx';
import { Badge } from '#app/ui/tag.tsx';
import type { PeriodState } from './own-totals.tsx';
import { useFigureNames } from './use-figure-names.ts';

/** Every period that waits, oldest first: how many organisations have approved, and never which. */
export function OpenPeriods({ periods }: { periods: readonly PeriodState[] }) {
  const { t } = useTranslation('releases');
  const names = useFigureNames();
  const columns = [
    {
      key: 'period',
      header: t('open.period'),
      cell: (row: PeriodState) => (
        <Link to={`/releases?period=${row.period}`} className="link">
          {names.period(row.period)}
        </Link>
      ),
    },
    {
      key: 'own',
      header: t('open.own'),
      cell: (row: PeriodState) =>
        row.ownApprovedAt ? <Badge tone="leaf">{t('open.approved')}</Badge> : <Badge>{t('open.notApproved')}</Badge>,
    },
    {
      key: 'all',
      header: t('open.all'),
      cell: (row: PeriodState) => t('open.allCount', { approved: row.approved, count: row.organisations }),
    },
  ];
  return <DataTable caption={t('open.title')} columns={columns} rows={periods} rowKey={(row) => row.period} />;
}
