import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { FigureFilters } from '#app/features/releases/figure-filters.tsx';
import { FigurePanel } from '#app/features/releases/figure-panel.tsx';
import { FigureTiles } from '#app/features/releases/figure-tiles.tsx';
import { FiguresQuery } from '#app/features/releases/release.schema.ts';
import { useFigureNames } from '#app/features/releases/use-figure-names.ts';
import { viewFigures } from '#app/features/releases/view-figures.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – figures' }];

export const loader = actorLoader(
  { action: 'readReleasedFigures', resource: ownOrganisation, query: FiguresQuery },
  ({ uow, query }) => viewFigures(uow, query),
);

export default function Figures() {
  const { t } = useTranslation('figures');
  const { selection, tiles, latest } = useLoaderData<typeof loader>();
  const names = useFigureNames();
  const { date } = useFormat();
  const lead = latest
    ? t('lead', { period: names.period(latest.period), date: date(latest.publishedAt) })
    : t('leadEmpty');
  const methods = (
    <Link to="/figures/methods" className="link inline-flex min-h-11 items-center">
      {t('methodsLink')}
    </Link>
  );
  return (
    <>
      <PageHeader title={t('title')} lead={lead} next={methods} />
      {selection ? (
        <>
          <FigureTiles tiles={tiles} current={selection.indicator} />
          <FigureFilters selection={selection} />
          <FigurePanel selection={selection} />
        </>
      ) : (
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      )}
    </>
  );
}
