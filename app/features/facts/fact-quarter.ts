import { parseQuarter, quartersOf } from '#app/features/releases/engine/periods.ts';

/** The quarter of a day: `2026-11-23` → `2026Q4`. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/**
 * The quarter in which something that happened on `day` is counted: its own while that is open, else the next open one.
 * `closed`: periods that were approved or released, such as `2026Q3` or `2026H2`. A published figure never changes.
 */
export function openQuarterFor(day: string, closed: readonly string[]): string {
  const closedQuarters = new Set(closed.flatMap(quartersOf));
  let quarter = quarterOf(day);
  while (closedQuarters.has(quarter)) quarter = following(quarter);
  return quarter;
}

function following(quarter: string): string {
  const { year, number } = parseQuarter(quarter);
  return number === 4 ? `${year + 1}Q1` : `${year}Q${number + 1}`;
}
