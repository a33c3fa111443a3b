import type { Dimension, Indicator } from './categories.ts';
import { tableName, type CellAddress } from './cell-key.ts';
import { parseQuarter, yearOf } from './periods.ts';
import { show } from './show.ts';

export const PLAN_VERSION = 1;
export const TIER_BORDER = 500;

export type Tier = 'under_500' | 'from_500';
export type PlannedTable = { indicator: Indicator; dimensions: readonly Dimension[]; table: string; period: string };
export type ReleasePlan = { version: number; tier: Tier; period: string; tables: readonly PlannedTable[] };
export type PublishedCell = CellAddress & { z: number };

type Row = readonly [Indicator, ...(readonly (readonly Dimension[])[])];

// One-way tables, twice a year. docs/statistics.md works out what one person can be in.
const HALF_YEARLY: readonly Row[] = [
  ['persons_served_new', [], ['sex'], ['district'], ['age_band']],
  ['persons_served_continuing', []],
  ['services', ['service_group']],
  ['legal_consultations', []],
  ['referrals', []],
  ['applications_prepared', []],
  ['applications_handed_over', []],
  ['decisions_recognised', []],
  ['decisions_rejected', []],
  ['accompaniments', []],
];
const QUARTERLY: readonly Row[] = [
  ['persons_served_new', [], ['sex'], ['district'], ['sex', 'district']],
  ['persons_served_continuing', []],
  ['services', ['service_group']],
  ['applications_handed_over', []],
  ['decisions_recognised', []],
  ['decisions_rejected', []],
];
// Once a year, with the fourth quarter: there is no room for them in every quarter.
const YEARLY: readonly Row[] = [
  ['legal_consultations', []],
  ['referrals', []],
  ['applications_prepared', []],
  ['accompaniments', []],
];

/**
 * The tables of the release that becomes due when `quarter` ('2025Q4') has ended, or null when none is due then.
 * `published` are the cells of all earlier releases; live counts never decide anything.
 */
export function planRelease(quarter: string, published: readonly PublishedCell[]): ReleasePlan | null {
  const { year } = parseQuarter(quarter);
  return planOf(tierFor(year, published), quarter);
}

/** The plan of one tier at the end of one quarter; null when the tier publishes nothing then. */
export function planOf(tier: Tier, quarter: string): ReleasePlan | null {
  const { year, number } = parseQuarter(quarter);
  if (tier === 'under_500') {
    if (number % 2 === 1) return null;
    const period = `${year}H${number / 2}`;
    return { version: PLAN_VERSION, tier, period, tables: spread(HALF_YEARLY, period) };
  }
  const yearly = number === 4 ? spread(YEARLY, String(year)) : [];
  return { version: PLAN_VERSION, tier, period: quarter, tables: [...spread(QUARTERLY, quarter), ...yearly] };
}

/**
 * The tier of a calendar year: what the releases of the year before showed (new + continuing, in its largest period).
 * It changes at a year's start only, because a change in mid-year would let four quarters exceed the ledger.
 */
export function tierFor(year: number, published: readonly PublishedCell[]): Tier {
  const perPeriod = new Map<string, number>();
  for (const cell of published) {
    if (!cell.indicator.startsWith('persons_served_') || cell.table !== 'total' || yearOf(cell.period) !== year - 1)
      continue;
    const shown = show(cell.z);
    if (shown !== '<10') perPeriod.set(cell.period, (perPeriod.get(cell.period) ?? 0) + shown);
  }
  return Math.max(0, ...perPeriod.values()) >= TIER_BORDER ? 'from_500' : 'under_500';
}

function spread(rows: readonly Row[], period: string): PlannedTable[] {
  return rows.flatMap(([indicator, ...tables]) =>
    tables.map((dimensions) => ({ indicator, dimensions, table: tableName(dimensions), period })),
  );
}
