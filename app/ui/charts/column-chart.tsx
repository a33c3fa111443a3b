import { scaleBand, scaleLinear } from 'd3-scale';
import { Fragment, useId } from 'react';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { plainId, topOf, UNDER, type Datum } from './chart.ts';
import { Hatch, UnderBand } from './hatch.tsx';

interface ColumnChartProps {
  title: string;
  description: string;
  /** in the order of time */
  data: readonly Datum[];
  under: string;
  width: number;
}

const HEIGHT = 300;
const BOTTOM = HEIGHT - 28;

/** One column per period. Under ten is a hatched band from 0 to 9. */
export function ColumnChart({ title, description, data, under, width }: ColumnChartProps) {
  const id = plainId(useId());
  const { number } = useFormat();
  const x = scaleBand<string>()
    .domain(data.map(({ key }) => key))
    .range([36, width])
    .padding(0.32);
  const y = scaleLinear()
    .domain([0, topOf(data)])
    .range([BOTTOM, 24])
    .nice(5);
  const column = Math.min(x.bandwidth(), 64);
  const everyLabel = Math.ceil(78 / x.step());
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      className="block h-auto w-full"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <Hatch id={`${id}-hatch`} />
      {y.ticks(5).map((tick) => (
        <Fragment key={tick}>
          <line
            x1={36}
            x2={width}
            y1={y(tick)}
            y2={y(tick)}
            className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
          />
          <text x={28} y={y(tick) + 4} fontSize="12" textAnchor="end" className="fill-quiet">
            {number(tick)}
          </text>
        </Fragment>
      ))}
      {data.map(({ key, label, value }, position) => {
        const middle = (x(key) ?? 0) + x.bandwidth() / 2;
        const top = y(value ?? UNDER - 1);
        return (
          <Fragment key={key}>
            {value === null ? (
              <UnderBand
                hatch={`${id}-hatch`}
                from={BOTTOM}
                to={top}
                middle={middle}
                thick={Math.min(column, 26)}
                upright
              />
            ) : (
              <path d={roundedColumn(middle - column / 2, top, column, BOTTOM)} className="fill-leaf" />
            )}
            <text
              x={middle}
              y={top - 7}
              fontSize="14"
              fontWeight={value === null ? 400 : 600}
              textAnchor="middle"
              strokeWidth="4"
              paintOrder="stroke"
              className={`stroke-surface ${value === null ? 'fill-quiet' : 'fill-ink'}`}
            >
              {value === null ? under : number(value)}
            </text>
            {(data.length - 1 - position) % everyLabel === 0 ? (
              <text x={middle} y={HEIGHT - 8} fontSize="12" textAnchor="middle" className="fill-quiet">
                {label}
              </text>
            ) : null}
          </Fragment>
        );
      })}
    </svg>
  );
}

function roundedColumn(left: number, top: number, width: number, bottom: number): string {
  const r = Math.min(4, width / 2, bottom - top);
  return `M${left},${bottom}V${top + r}a${r},${r} 0 0 1 ${r},${-r}H${left + width - r}a${r},${r} 0 0 1 ${r},${r}V${bottom}Z`;
}
