import { scaleBand, scaleLinear } from 'd3-scale';
import { Fragment, useId } from 'react';
import { useFormat } from '#app/platform/i18n/use-format.ts';
import { plainId, topOf, UNDER, type Datum } from './chart.ts';
import { Hatch, UnderBand } from './hatch.tsx';

interface BarChartProps {
  title: string;
  description: string;
  data: readonly Datum[];
  /** what stands on a hatched band, such as "<10" */
  under: string;
  /** width of the drawing in its own units; text keeps its size when it is shown at this width */
  width: number;
}

/** One bar per category, names above the bars: long names and narrow screens need no second layout. */
export function BarChart({ title, description, data, under, width }: BarChartProps) {
  const id = plainId(useId());
  const { number } = useFormat();
  const height = data.length * 46 + 24;
  const x = scaleLinear()
    .domain([0, topOf(data)])
    .range([0, width - 44])
    .nice(5);
  const y = scaleBand<string>()
    .domain(data.map(({ key }) => key))
    .range([0, height - 24]);
  const ticks = x.ticks(4);
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${width} ${height}`}
      className="block h-auto w-full"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      <Hatch id={`${id}-hatch`} />
      {ticks.map((tick) => (
        <Fragment key={tick}>
          <line
            x1={x(tick)}
            x2={x(tick)}
            y1={0}
            y2={height - 22}
            className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
          />
          <text
            x={x(tick)}
            y={height - 4}
            fontSize="12"
            textAnchor={tick === 0 ? 'start' : 'middle'}
            className="fill-quiet"
          >
            {number(tick)}
          </text>
        </Fragment>
      ))}
      {data.map(({ key, label, value }) => {
        const top = y(key) ?? 0;
        const end = x(value ?? UNDER - 1);
        return (
          <Fragment key={key}>
            <text
              x={0}
              y={top + 15}
              fontSize="14"
              strokeWidth="4"
              paintOrder="stroke"
              className="fill-ink stroke-surface"
            >
              {label}
            </text>
            {value === null ? (
              <UnderBand hatch={`${id}-hatch`} from={1} to={end} middle={top + 29} thick={16} />
            ) : (
              <path d={roundedBar(end, top + 21, 16)} className="fill-leaf" />
            )}
            <text
              x={end + 8}
              y={top + 34}
              fontSize="14"
              fontWeight={value === null ? 400 : 600}
              strokeWidth="4"
              paintOrder="stroke"
              className={`stroke-surface ${value === null ? 'fill-quiet' : 'fill-ink'}`}
            >
              {value === null ? under : number(value)}
            </text>
          </Fragment>
        );
      })}
    </svg>
  );
}

/** Square at the axis, round at the end. */
function roundedBar(end: number, top: number, height: number): string {
  const r = Math.min(4, end);
  return `M0,${top}H${end - r}a${r},${r} 0 0 1 ${r},${r}V${top + height - r}a${r},${r} 0 0 1 ${-r},${r}H0Z`;
}
