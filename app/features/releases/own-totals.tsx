import type { SubmissionResult } from '@conform-to/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Card } from '#app/ui/card.tsx';
import { ConfirmDisclosure } from '#app/ui/confirm-disclosure.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Form } from '#app/ui/form/form.tsx';
import { SubmitButton } from '#app/ui/form/submit-button.tsx';
import { useLindenForm } from '#app/ui/form/use-linden-form.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PeriodSchema } from './release.schema.ts';
import type { OwnTotal } from './totals-repo.server.ts';
import { useFigureNames } from './use-figure-names.ts';

export interface PeriodState {
  period: string;
  organisations: number;
  approved: number;
  ownApprovedAt: string | null;
  /** the oldest open period: the next to be built */
  first: boolean;
}

interface OwnTotalsProps {
  current: PeriodState;
  totals: readonly OwnTotal[];
  lastResult: SubmissionResult<string[]> | null | undefined;
}

/** The organisation's own true numbers of one period, and the one next step. */
export function OwnTotals({ current, totals, lastResult }: OwnTotalsProps) {
  const { t } = useTranslation('releases');
  const names = useFigureNames();
  const { date, number } = useFormat();
  const period = names.period(current.period);
  const columns = [
    {
      key: 'indicator',
      header: t('totals.indicator'),
      cell: (row: OwnTotal) =>
        row.serviceGroup
          ? `${names.indicator(row.indicator)}: ${names.category('service_group', row.serviceGroup)}`
          : names.indicator(row.indicator),
    },
    { key: 'persons', header: t('totals.persons'), cell: (row: OwnTotal) => number(row.persons), numeric: true },
  ];
  return (
    <Card title={t('totals.title', { period })}>
      <p className="mb-4 max-w-prose text-quiet">{t('totals.help')}</p>
      {totals.length > 0 ? (
        <div className="max-w-2xl">
          <DataTable
            caption={t('totals.title', { period })}
            columns={columns}
            rows={totals}
            rowKey={(row) => `${row.indicator} ${row.serviceGroup ?? ''}`}
          />
        </div>
      ) : (
        <p>{t('totals.none')}</p>
      )}
      <div className="mt-5 grid gap-4">
        {current.ownApprovedAt ? (
          <Notice kind="success" title={t('totals.approved', { date: date(current.ownApprovedAt) })}>
            <p>{t('totals.locked')}</p>
          </Notice>
        ) : null}
        <NextStep current={current} hasTotals={totals.length > 0} lastResult={lastResult} />
      </div>
    </Card>
  );
}

function NextStep({
  current,
  hasTotals,
  lastResult,
}: {
  current: PeriodState;
  hasTotals: boolean;
  lastResult: OwnTotalsProps['lastResult'];
}) {
  const { t } = useTranslation('releases');
  const names = useFigureNames();
  const { form, fields } = useLindenForm(PeriodSchema, {
    id: 'period',
    lastResult,
    defaultValue: { period: current.period },
  });
  const waiting = current.organisations - current.approved;
  const intent = hasTotals && !current.ownApprovedAt ? 'approve' : waiting === 0 && current.first ? 'build' : null;
  if (!intent) return <p>{waiting > 0 ? t('next.waiting', { count: waiting }) : t('next.earlierFirst')}</p>;
  const approving = intent === 'approve';
  const action = approving ? t('next.approve') : t('next.build', { period: names.period(current.period) });
  return (
    // Another act is another panel: opened for the one before, it would stand open for this one.
    <ConfirmDisclosure key={intent} action={action} open={Boolean(lastResult?.error)}>
      <p className="max-w-prose">{approving ? t('next.approveHelp') : t('next.buildHelp')}</p>
      <Form form={form} className="grid gap-3">
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name={fields.period.name} value={current.period} />
        <div>
          <SubmitButton>{approving ? t('next.approveNow') : t('next.buildNow')}</SubmitButton>
        </div>
      </Form>
    </ConfirmDisclosure>
  );
}
