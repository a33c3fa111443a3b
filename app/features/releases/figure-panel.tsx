import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { BarChart } from '#app/ui/charts/bar-chart.tsx';
import { plainId, type Datum } from '#app/ui/charts/chart.ts';
import { ColumnChart } from '#app/ui/charts/column-chart.tsx';
import { HatchSwatch } from '#app/ui/charts/hatch.tsx';
import { DIMENSIONS } from './engine/categories.ts';
import type { FigureCell } from './figures-repo.server.ts';
import type { Selection } from './select-figures.ts';
import { useFigureNames } from './use-figure-names.ts';

/** One chart and, beside it, a table with the same values. */
export function FigurePanel({ selection }: { selection: Selection }) {
  const { t } = useTranslation('figures');
  const names = useFigureNames();
  const id = plainId(useId());
  const overTime = selection.table === 'total';
  const { indicator, table, period } = selection;
  const data = selection.cells.map((cell): Datum => ({ key: keyOf(cell), label: labelOf(cell), value: cell.value }));
  const title = overTime
    ? t('chart.overTime', { indicator: names.indicator(indicator) })
    : t('chart.split', {
        indicator: names.indicator(indicator),
        split: names.split(table),
        period: names.period(period),
      });
  const Chart = overTime ? ColumnChart : BarChart;
  const chart = { title, description: t('chart.description'), data, under: t('under') };
  function labelOf(cell: FigureCell): string {
    const parts = DIMENSIONS.flatMap((d) => (cell.categories[d] ? [names.category(d, cell.categories[d])] : []));
    return parts.length > 0 ? parts.join(' · ') : names.period(cell.period, true);
  }

  return (
    <section
      id="chart"
      aria-labelledby={id}
      className="rounded-card border border-line bg-surface p-4 shadow-card sm:p-5"
    >
      <h2 id={id} className="mb-4 text-section">
        {title}
      </h2>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(16rem,2fr)]">
        <figure className="min-w-0">
          <div className="sm:hidden">
            <Chart {...chart} width={264} />
          </div>
          <div className="hidden sm:block">
            <Chart {...chart} width={600} />
          </div>
          <figcaption className="mt-3 text-small text-quiet">
            <HatchSwatch id={`${id}-key`} /> {t('chart.key')}
          </figcaption>
        </figure>
        <div className="min-w-0">
          <ValueTable caption={title} names={overTime ? t('filters.period') : names.split(table)} data={data} />
          <p className="mt-3 text-small text-quiet">{t('chart.exact')}</p>
          <div className="no-print mt-3 flex flex-wrap gap-2">
            <ButtonLink
              to={`/figures/download?indicator=${indicator}&table=${table}&period=${period}`}
              look="secondary"
              small
              reloadDocument
            >
              {t('download.shown')}
            </ButtonLink>
            <ButtonLink to="/figures/download?all=1" look="quiet" small reloadDocument>
              {t('download.all')}
            </ButtonLink>
          </div>
        </div>
      </div>
    </section>
  );
}

/** Two narrow columns that fit a phone as they are. */
function ValueTable({ caption, names, data }: { caption: string; names: string; data: readonly Datum[] }) {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  return (
    <table className="w-full border-collapse text-start">
      <caption className="sr-only">{caption}</caption>
      <thead className="border-b border-line-strong text-small text-quiet">
        <tr>
          <th scope="col" className="py-1.5 pe-3 text-start font-semibold">
            {names}
          </th>
          <th scope="col" className="py-1.5 text-end font-semibold">
            {t('value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map(({ key, label, value }) => (
          <tr key={key} className="border-b border-line">
            <th scope="row" className="py-1.5 pe-3 text-start font-normal">
              {label}
            </th>
            <td className={`py-1.5 text-end tabular-nums ${value === null ? 'text-quiet' : 'font-semibold'}`}>
              {value === null ? t('under') : number(value)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function keyOf(cell: FigureCell): string {
  return [cell.period, ...DIMENSIONS.map((d) => cell.categories[d] ?? '')].join('|');
}
