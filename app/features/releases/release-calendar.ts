import { quarterOf } from '#app/features/facts/fact-quarter.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { DIMENSIONS } from './engine/categories.ts';
import { parseQuarter, quartersOf } from './engine/periods.ts';
import { planRelease, type PlannedTable, type PublishedCell, type ReleasePlan } from './engine/plan.ts';

export type EarlierCell = PublishedCell & { release: string };

/** The last quarter of a period: `2026H1` → `2026Q2`. */
export function lastQuarterOf(period: string): string {
  return quartersOf(period).at(-1)!;
}

/** True once the period's last day is over in Prishtina. */
export function hasEnded(period: string, now: Date): boolean {
  return lastQuarterOf(period) < quarterOf(isoDate(now));
}

/** Whole quarters from one to another; negative when `to` is earlier. */
export function quartersBetween(from: string, to: string): number {
  const [a, b] = [parseQuarter(from), parseQuarter(to)];
  return (b.year - a.year) * 4 + b.number - a.number;
}

/** The plan of `period` as it follows from what was published before; null when this period is not due. */
export function planFor(period: string, earlier: readonly EarlierCell[]): ReleasePlan | null {
  const plan = planRelease(lastQuarterOf(period), earlier);
  return plan?.period === period ? plan : null;
}

/** The periods that are due, not released, not before a released one, and have something to count; oldest first. */
export function duePeriods(quarters: readonly string[], earlier: readonly EarlierCell[], now: Date): string[] {
  const released =
    earlier
      .map(({ release }) => lastQuarterOf(release))
      .sort()
      .at(-1) ?? '';
  const due = new Set<string>();
  for (const quarter of quarters) {
    const { year, number } = parseQuarter(quarter);
    for (const end of [quarter, `${year}Q${number + (number % 2)}`]) {
      const plan = planRelease(end, earlier);
      if (plan && end > released && quartersOf(plan.period).includes(quarter) && hasEnded(plan.period, now))
        due.add(plan.period);
    }
  }
  return [...due].sort((a, b) => (lastQuarterOf(a) < lastQuarterOf(b) ? -1 : 1));
}

/** The plans of the releases in the three quarters before `period`, read off their published cells. */
export function plansBefore(period: string, earlier: readonly EarlierCell[]): ReleasePlan[] {
  const plans = new Map<string, Map<string, PlannedTable>>();
  for (const cell of earlier) {
    const distance = quartersBetween(lastQuarterOf(cell.release), lastQuarterOf(period));
    if (distance < 1 || distance > 3) continue;
    const tables = plans.get(cell.release) ?? new Map<string, PlannedTable>();
    const dimensions = DIMENSIONS.filter((dimension) => dimension in cell.categories);
    tables.set(`${cell.indicator}|${cell.table}|${cell.period}`, {
      indicator: cell.indicator,
      table: cell.table,
      period: cell.period,
      dimensions,
    });
    plans.set(cell.release, tables);
  }
  return [...plans].map(([release, tables]) => ({
    version: 1,
    tier: release.includes('H') ? ('under_500' as const) : ('from_500' as const),
    period: release,
    tables: [...tables.values()],
  }));
}
