import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { Sparkline } from '#app/ui/charts/sparkline.tsx';
import type { Tile } from './select-figures.ts';
import { useFigureNames } from './use-figure-names.ts';

/** One tile per indicator; choosing one shows it below. */
export function FigureTiles({ tiles, current }: { tiles: readonly Tile[]; current: string }) {
  const { t } = useTranslation('figures');
  const names = useFigureNames();
  return (
    <section aria-label={t('tiles')} className="mb-8">
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(13rem,100%),1fr))] gap-3">
        {tiles.map((tile) => (
          <li key={tile.indicator} className="grid">
            <Link
              to={`/figures?indicator=${tile.indicator}&period=${tile.period}#chart`}
              aria-current={tile.indicator === current || undefined}
              className="grid content-between gap-2 rounded-card border border-line bg-surface p-4 text-ink no-underline shadow-card hover:border-leaf aria-[current=true]:border-leaf aria-[current=true]:ring-1 aria-[current=true]:ring-leaf"
            >
              <span className="text-small font-semibold leading-snug">{names.indicator(tile.indicator)}</span>
              <span className="flex flex-wrap items-end justify-between gap-2">
                <TileNumbers tile={tile} />
                <Sparkline values={tile.history} />
              </span>
              <span className="text-small text-quiet">{names.period(tile.period)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function TileNumbers({ tile }: { tile: Tile }) {
  const names = useFigureNames();
  const only = tile.parts.length === 1 ? tile.parts[0] : undefined;
  if (only) return <Shown value={only.value} large />;
  return (
    <span className="grid w-full gap-0.5">
      {tile.parts.map(({ category, value }) => (
        <span key={category} className="flex justify-between gap-3 text-small">
          <span className="text-quiet">{category ? names.category('service_group', category) : null}</span>
          <Shown value={value} />
        </span>
      ))}
    </span>
  );
}

/** A number, or "<10". */
function Shown({ value, large }: { value: number | null; large?: boolean }) {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  const size = large ? 'text-title' : '';
  if (value !== null) return <span className={`font-semibold tabular-nums ${size}`}>{number(value)}</span>;
  return <span className={`tabular-nums text-quiet ${size}`}>{t('under')}</span>;
}
