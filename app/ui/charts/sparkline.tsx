import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import { UNDER } from './chart.ts';

const WIDTH = 120;
const HEIGHT = 32;

/**
 * A small picture beside a number, from zero so that noise does not look like a trend; where a value is under ten the line
 * stops and a mark spans what it may be. Nothing when fewer than two values are known: there is no course to draw. Hidden from
 * screen readers: the numbers are in the table.
 */
export function Sparkline({ values }: { values: readonly (number | null)[] }) {
  if (values.filter((value) => value !== null).length < 2) return null;
  const points = values.map((value, position) => ({ value, position }));
  const x = scalePoint<number>()
    .domain(points.map(({ position }) => position))
    .range([6, WIDTH - 6]);
  const y = scaleLinear()
    .domain([0, Math.max(UNDER * 2, ...values.map((value) => value ?? 0))])
    .range([HEIGHT - 1, 4]);
  const at = ({ position }: { position: number }) => x(position) ?? 0;
  const height = ({ value }: { value: number | null }) => y(value ?? 0);
  const shown = ({ value }: { value: number | null }) => value !== null;
  type Point = (typeof points)[number];
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="h-8 w-30">
      <path
        d={
          area<Point>()
            .defined(shown)
            .x(at)
            .y0(HEIGHT - 1)
            .y1(height)(points) ?? ''
        }
        className="fill-leaf-soft"
      />
      <path
        d={line<Point>().defined(shown).x(at).y(height)(points) ?? ''}
        strokeWidth="2"
        fill="none"
        className="stroke-leaf"
      />
      {points.map((point) =>
        point.value === null ? (
          <path
            key={point.position}
            d={`M${at(point) - 3},${y(0)}h6m-3,0V${y(UNDER)}m-3,0h6`}
            fill="none"
            strokeWidth="1.5"
            className="stroke-quiet"
          />
        ) : (
          <circle
            key={point.position}
            cx={at(point)}
            cy={height(point)}
            r={point.position === points.length - 1 ? 3 : 2}
            className="fill-leaf"
          />
        ),
      )}
    </svg>
  );
}
