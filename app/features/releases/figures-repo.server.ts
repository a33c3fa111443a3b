import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Dimension, Indicator } from './engine/categories.ts';

/** One published cell as the database shows it to the statistics role; null = under ten, a true zero too. */
export interface FigureCell {
  indicator: Indicator;
  table: string;
  period: string;
  categories: Partial<Record<Dimension, string>>;
  value: number | null;
}

export interface PublishedRelease {
  id: string;
  period: string;
  planVersion: number;
  parameters: unknown;
  publishedAt: Date;
}

export function publishedReleases(uow: UnitOfWork): Promise<PublishedRelease[]> {
  return transactionOf(uow).$queryRaw<PublishedRelease[]>`
    SELECT id::text, period, plan_version AS "planVersion", parameters, published_at AS "publishedAt"
    FROM statistics.published_release ORDER BY published_at DESC, period DESC`;
}

/** Every published cell; a few dozen per release. */
export function publishedCells(uow: UnitOfWork): Promise<FigureCell[]> {
  return transactionOf(uow).$queryRaw<FigureCell[]>`
    SELECT indicator, statistic_table AS "table", period, categories, value
    FROM statistics.published_cell ORDER BY period, indicator, statistic_table, cell_key`;
}
