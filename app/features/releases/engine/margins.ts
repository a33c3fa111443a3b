import { CATEGORIES, DIMENSIONS, overlaps, type Dimension } from './categories.ts';
import { cellId, tableName, type CellAddress } from './cell-key.ts';
import type { PlannedTable } from './plan.ts';

/** `parent` = Σ `children`; numbers are positions in the list of cells. */
export type Identity = { parent: number; children: readonly number[] };

/** Every cell of the planned tables, empty ones too, in the plan's order. */
export function cellsOf(tables: readonly PlannedTable[]): CellAddress[] {
  return tables.flatMap(({ indicator, dimensions, table, period }) =>
    combinations(DIMENSIONS.filter((d) => dimensions.includes(d))).map((categories) => ({
      indicator,
      table,
      categories,
      period,
    })),
  );
}

/**
 * All margin identities between planned tables: a cell of a coarser table is the sum over one dimension of a finer one.
 * Not over service groups, where a person can be in several.
 */
export function marginIdentities(tables: readonly PlannedTable[], cells: readonly CellAddress[]): Identity[] {
  const position = new Map(cells.map((cell, index) => [cellId(cell), index]));
  const planned = new Set(tables.map((t) => `${t.indicator}|${t.table}|${t.period}`));
  return tables.flatMap((table) =>
    table.dimensions
      .filter((dimension) => !overlaps(dimension))
      .flatMap((dimension) => {
        const rest = table.dimensions.filter((d) => d !== dimension);
        const coarser = tableName(rest);
        if (!planned.has(`${table.indicator}|${coarser}|${table.period}`)) return [];
        const { indicator, period } = table;
        return combinations(DIMENSIONS.filter((d) => rest.includes(d))).map((categories) => ({
          parent: position.get(cellId({ indicator, table: coarser, categories, period }))!,
          children: CATEGORIES[dimension].map((category) =>
            position.get(
              cellId({ indicator, table: table.table, categories: { ...categories, [dimension]: category }, period }),
            )!,
          ),
        }));
      }),
  );
}

function combinations(dimensions: readonly Dimension[]): Array<Partial<Record<Dimension, string>>> {
  return dimensions.reduce<Array<Partial<Record<Dimension, string>>>>(
    (found, d) => found.flatMap((one) => CATEGORIES[d].map((category) => ({ ...one, [d]: category }))),
    [{}],
  );
}
