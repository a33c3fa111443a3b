import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { insertEvent, type AuditRecord } from '#app/kernel/audit.server.ts';
import type { ReleaseTransaction } from '#app/kernel/release-transaction.server.ts';
import type { ReleasedCell } from './engine/build-cells.ts';
import { cellId } from './engine/cell-key.ts';
import type { Fact, Indicator } from './engine/categories.ts';
import type { PublishedCell } from './engine/plan.ts';

export async function factsOf(transaction: ReleaseTransaction, quarters: readonly string[]): Promise<Fact[]> {
  const rows = await transaction.fact.findMany({ where: { quarter: { in: [...quarters] } } });
  return rows.map(({ id: _, organisation_id: __, person_key, indicator, ...fact }) => ({
    ...fact,
    indicator: indicator as Indicator,
    person_key: Buffer.from(person_key).toString('hex'),
  }));
}

export async function quartersWithFacts(transaction: ReleaseTransaction): Promise<string[]> {
  const rows = await transaction.fact.findMany({
    distinct: ['quarter'],
    select: { quarter: true },
    orderBy: { quarter: 'asc' },
  });
  return rows.map(({ quarter }) => quarter);
}

/** The organisations with something to count in these quarters, and those among them that approved the period. */
export async function approvalState(transaction: ReleaseTransaction, period: string, quarters: readonly string[]) {
  const facts = await transaction.fact.findMany({
    where: { quarter: { in: [...quarters] } },
    distinct: ['organisation_id'],
    select: { organisation_id: true },
  });
  const approvals = await transaction.total_approval.findMany({ where: { period }, select: { organisation_id: true } });
  const approved = new Set(approvals.map(({ organisation_id }) => organisation_id));
  const counted = facts.map(({ organisation_id }) => organisation_id);
  return { counted, missing: counted.filter((id) => !approved.has(id)) };
}

/** Every cell of every earlier release: the tier and the ledger follow from them. */
export async function earlierCells(transaction: ReleaseTransaction): Promise<(PublishedCell & { release: string })[]> {
  const rows = await transaction.cell.findMany({ include: { release: { select: { period: true } } } });
  return rows.map((row) => ({
    indicator: row.indicator as Indicator,
    table: row.statistic_table,
    categories: row.categories as PublishedCell['categories'],
    period: row.period,
    z: row.z,
    release: row.release.period,
  }));
}

export interface NewRelease {
  id: string;
  period: string;
  planVersion: number;
  parameters: Prisma.InputJsonObject;
  builtBy: string | null;
  now: Date;
}

/** Writes the release, its cells and the event, and publishes it. After that the database lets nobody change it. */
export async function publishRelease(
  transaction: ReleaseTransaction,
  { id, period, planVersion, parameters, builtBy, now }: NewRelease,
  cells: readonly ReleasedCell[],
  event: AuditRecord,
): Promise<void> {
  await transaction.release.createMany({
    data: [{ id, period, plan_version: planVersion, parameters, built_at: now, built_by: builtBy }],
  });
  await transaction.cell.createMany({
    data: cells.map((cell) => ({
      release_id: id,
      indicator: cell.indicator,
      statistic_table: cell.table,
      categories: cell.categories,
      period: cell.period,
      cell_key: cellId(cell),
      z: cell.z,
    })),
  });
  await transaction.release.updateMany({ where: { id }, data: { published_at: now } });
  await insertEvent(transaction, event);
}
