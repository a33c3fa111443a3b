import { CATEGORIES, DIMENSIONS, INDICATORS, type Indicator } from './engine/categories.ts';
import type { FigureCell } from './figures-repo.server.ts';
import type { FiguresQuery } from './release.schema.ts';

export interface Tile {
  indicator: Indicator;
  period: string;
  /** the total, or one number per service group */
  parts: { category: string | null; value: number | null }[];
  /** the totals of all periods of the same length, oldest first; empty for services */
  history: (number | null)[];
}

export interface Selection {
  indicator: Indicator;
  table: string;
  period: string;
  indicators: Indicator[];
  tables: string[];
  periods: string[];
  /** the splits of every indicator, in the order in which they are offered */
  splits: Partial<Record<Indicator, string[]>>;
  /** what was asked for and is not published: another one is shown */
  missed: { table: string | null; period: string | null };
  cells: FigureCell[];
}

/** Quarter, half-year or year: only periods of one length stand side by side. */
const lengthOf = (period: string): string => period[4] ?? 'Y';

/** What the address asks for, as far as it is published; else the nearest that is, and `missed` says so. A total is shown over all periods. */
export function selectFigures(cells: readonly FigureCell[], query: FiguresQuery): Selection | null {
  const indicators = INDICATORS.filter((indicator) => cells.some((cell) => cell.indicator === indicator));
  const indicator = indicators.find((each) => each === query.indicator) ?? indicators[0];
  if (!indicator) return null;
  const ofIndicator = cells.filter((cell) => cell.indicator === indicator);
  const splits = Object.fromEntries(indicators.map((each) => [each, tablesOf(cells, each)]));
  const tables = splits[indicator] ?? [];
  const table = tables.find((each) => each === query.table) ?? tables[0]!;
  const ofTable = ofIndicator.filter((cell) => cell.table === table);
  const periods = distinct(ofTable.map((cell) => cell.period))
    .sort()
    .reverse();
  const period = periods.find((each) => each === query.period) ?? periods[0]!;
  const shown = ofTable.filter((cell) =>
    table === 'total' ? lengthOf(cell.period) === lengthOf(period) : cell.period === period,
  );
  const missed = {
    table: query.table && query.table !== table && isSplit(query.table) ? query.table : null,
    period: query.period && query.period !== period ? query.period : null,
  };
  return { indicator, table, period, indicators, tables, periods, splits, missed, cells: inOrder(shown) };
}

function tablesOf(cells: readonly FigureCell[], indicator: Indicator): string[] {
  const own = cells.filter((cell) => cell.indicator === indicator);
  return distinct(own.map((cell) => cell.table)).sort((a, b) => rank(a) - rank(b));
}

/** Whether a name has words: an address that somebody made up is not repeated on the page. */
function isSplit(table: string): boolean {
  return table.split('_by_').every((part) => part === 'total' || (DIMENSIONS as readonly string[]).includes(part));
}

/** One tile per indicator: its number in `period`, or in its latest published period of another length. */
export function tilesOf(cells: readonly FigureCell[], period: string | undefined): Tile[] {
  return INDICATORS.flatMap((indicator): Tile[] => {
    const own = cells.filter(
      (cell) => cell.indicator === indicator && (cell.table === 'total' || cell.table === 'service_group'),
    );
    const periods = distinct(own.map((cell) => cell.period)).sort();
    const at = periods.find((each) => each === period) ?? periods.at(-1);
    if (!at) return [];
    const parts = inOrder(own.filter((cell) => cell.period === at)).map((cell) => ({
      category: cell.categories.service_group ?? null,
      value: cell.value,
    }));
    const history = own.filter((cell) => cell.table === 'total' && lengthOf(cell.period) === lengthOf(at));
    return [{ indicator, period: at, parts, history: inOrder(history).map((cell) => cell.value) }];
  });
}

/** By period, then in the order in which categories are always listed. */
function inOrder(cells: readonly FigureCell[]): FigureCell[] {
  const key = (cell: FigureCell) =>
    [...DIMENSIONS].reverse().map((d) => String(CATEGORIES[d].indexOf(cell.categories[d] ?? '') + 1).padStart(2, '0'));
  const keyed = cells.map((cell) => ({ cell, key: [cell.period, ...key(cell)].join(' ') }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ cell }) => cell);
}

const rank = (table: string): number =>
  ['total', 'sex', 'age_band', 'district', 'service_group'].indexOf(table) + (table.includes('_by_') ? 99 : 0);

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
