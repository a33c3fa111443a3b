import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { INDICATORS } from './engine/categories.ts';
import { quartersOf } from './engine/periods.ts';
import { openPeriods } from './open-periods.server.ts';
import type { TotalsQuery } from './release.schema.ts';
import { ownApprovals, ownTotals, releasedPeriods, type OwnTotal } from './totals-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'totals.viewed': { period: string };
  }
}

/** The open periods with the organisation's own totals of one of them (the oldest, unless another is asked for). */
export async function viewTotals(uow: UnitOfWork, query: TotalsQuery) {
  const open = await openPeriods(uow.now);
  const approvals = new Map((await ownApprovals(uow)).map((row) => [row.period, row.approved_at.toISOString()]));
  const periods = open.map((each, position) => ({
    ...each,
    ownApprovedAt: approvals.get(each.period) ?? null,
    first: position === 0,
  }));
  const current = periods.find(({ period }) => period === query.period) ?? periods[0] ?? null;
  const totals = inOrder(current ? await ownTotals(uow, quartersOf(current.period)) : []);
  const released = (await releasedPeriods(uow)).map(({ period, published_at }) => ({
    period,
    publishedAt: published_at!.toISOString(),
  }));
  return done(
    { periods, current, totals, released },
    { type: 'totals.viewed', detail: { period: current?.period ?? '' } },
  );
}

/** As everywhere: persons first, then what was done for them. */
function inOrder(totals: OwnTotal[]): OwnTotal[] {
  const order: readonly string[] = INDICATORS;
  return totals.sort((a, b) => order.indexOf(a.indicator) - order.indexOf(b.indicator));
}
