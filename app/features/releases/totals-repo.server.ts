import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

export interface OwnTotal {
  indicator: string;
  /** Only services are counted by group. */
  serviceGroup: string | null;
  persons: number;
}

/** The organisation's own, true numbers of persons in these quarters; row-level security shows no other facts. */
export async function ownTotals(uow: UnitOfWork, quarters: readonly string[]): Promise<OwnTotal[]> {
  return transactionOf(uow).$queryRaw<OwnTotal[]>`
    SELECT indicator, CASE WHEN indicator = 'services' THEN service_group END AS "serviceGroup",
           count(DISTINCT person_key)::int AS persons
    FROM statistics.fact WHERE organisation_id = ${uow.actor.organisationId}::uuid AND quarter = ANY(${[...quarters]})
    GROUP BY 1, 2 ORDER BY 1, 2`;
}

export function ownApprovals(uow: UnitOfWork) {
  return transactionOf(uow).total_approval.findMany({ select: { period: true, approved_at: true, approved_by: true } });
}

export function releasedPeriods(uow: UnitOfWork) {
  return transactionOf(uow).release.findMany({
    where: { published_at: { not: null } },
    orderBy: { published_at: 'desc' },
    select: { period: true, published_at: true },
  });
}

/** Locks the organisation's facts of a period: later ones are counted in the next. Twice is a duplicate (P2002). */
export async function insertApproval(uow: UnitOfWork, period: string): Promise<void> {
  await transactionOf(uow).total_approval.createMany({
    data: [{ organisation_id: uow.actor.organisationId, period, approved_by: uow.actor.id, approved_at: uow.now }],
  });
}
