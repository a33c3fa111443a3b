import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useFigureNames } from './use-figure-names.ts';

/** Mean absolute errors on synthetic populations, as measured in docs/statistics.md; null = no such table. */
const MEASURED = [
  { kind: 'supported', goal: 2, small: 2.4, large: 2.8 },
  { kind: 'alone', goal: 2, small: 3.2, large: 3.1 },
  { kind: 'oneWay', goal: 2.6, small: 2.69, large: 2.65 },
  { kind: 'twoWay', goal: 2.7, small: null, large: 1.7 },
] as const;

export function MeasuredErrors() {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  const kinds = {
    supported: t('methods.errorSupported'),
    alone: t('methods.errorAlone'),
    oneWay: t('methods.errorOneWay'),
    twoWay: t('methods.errorTwoWay'),
  };
  const columns = [
    { key: 'kind', header: t('methods.errorOf'), cell: (row: (typeof MEASURED)[number]) => kinds[row.kind] },
    {
      key: 'goal',
      header: t('methods.errorGoal'),
      cell: (row: (typeof MEASURED)[number]) => number(row.goal, 2),
      numeric: true,
    },
    {
      key: 'small',
      header: t('methods.errorSmall'),
      cell: (row: (typeof MEASURED)[number]) => (row.small === null ? '–' : number(row.small, 2)),
      numeric: true,
    },
    {
      key: 'large',
      header: t('methods.errorLarge'),
      cell: (row: (typeof MEASURED)[number]) => number(row.large, 2),
      numeric: true,
    },
  ];
  return <DataTable caption={t('methods.errorsTitle')} columns={columns} rows={MEASURED} rowKey={(row) => row.kind} />;
}

interface Release {
  period: string;
  planVersion: number;
  publishedAt: string;
  tables: number | null;
  exposure: number | null;
}

export function ReleaseParameters({ releases }: { releases: readonly Release[] }) {
  const { t } = useTranslation('figures');
  const { number, date } = useFormat();
  const names = useFigureNames();
  const columns = [
    { key: 'period', header: t('filters.period'), cell: (row: Release) => names.period(row.period) },
    { key: 'published', header: t('methods.published'), cell: (row: Release) => date(row.publishedAt) },
    { key: 'plan', header: t('methods.plan'), cell: (row: Release) => number(row.planVersion), numeric: true },
    {
      key: 'tables',
      header: t('methods.tableCount'),
      cell: (row: Release) => (row.tables === null ? '–' : number(row.tables)),
      numeric: true,
    },
    {
      key: 'exposure',
      header: t('methods.exposureOfRelease'),
      cell: (row: Release) => (row.exposure === null ? '–' : number(row.exposure, 3)),
      numeric: true,
    },
  ];
  const empty = <EmptyState title={t('empty.title')} text={t('empty.text')} />;
  return (
    <DataTable
      caption={t('methods.releasesTitle')}
      columns={columns}
      rows={releases}
      rowKey={(row) => row.period}
      empty={empty}
    />
  );
}
