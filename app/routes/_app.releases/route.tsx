import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { approveTotals } from '#app/features/releases/approve-totals.server.ts';
import { OpenPeriods } from '#app/features/releases/open-periods.tsx';
import { orderRelease } from '#app/features/releases/order-release.server.ts';
import { OwnTotals } from '#app/features/releases/own-totals.tsx';
import { PeriodSchema, TotalsQuery } from '#app/features/releases/release.schema.ts';
import { useFigureNames } from '#app/features/releases/use-figure-names.ts';
import { viewTotals } from '#app/features/releases/view-totals.server.ts';
import { Section } from '#app/ui/card.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – periods' }];

export const loader = actorLoader(
  { action: 'readOwnTotals', resource: ownOrganisation, query: TotalsQuery },
  ({ uow, query }) => viewTotals(uow, query),
);

export const action = intents({
  approve: actorAction({ action: 'approveTotals', resource: ownOrganisation, form: PeriodSchema }, ({ uow, form }) =>
    approveTotals(uow, form.period),
  ),
  build: actorAction({ action: 'buildRelease', resource: ownOrganisation, form: PeriodSchema }, ({ uow, form }) =>
    orderRelease(uow, form.period),
  ),
});

export default function Releases() {
  const { t } = useTranslation('releases');
  const { periods, current, totals, released } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const names = useFigureNames();
  const { date } = useFormat();
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {current ? (
        <>
          <OwnTotals current={current} totals={totals} lastResult={answer?.lastResult} />
          <Section title={t('open.title')}>
            <OpenPeriods periods={periods} />
          </Section>
        </>
      ) : (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      )}
      {released.length > 0 ? (
        <Section title={t('released.title')}>
          <ul className="grid gap-1">
            {released.map(({ period, publishedAt }) => (
              <li key={period}>{t('released.line', { period: names.period(period), date: date(publishedAt) })}</li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}
