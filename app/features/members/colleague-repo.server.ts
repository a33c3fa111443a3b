import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** Members of the actor's own organisation, without anything secret; row-level security shows no others. */
export function findColleagues(uow: UnitOfWork, roles?: readonly string[]) {
  return transactionOf(uow).member.findMany({
    where: { organisation_id: uow.actor.organisationId, ...(roles ? { roles: { hasSome: [...roles] }, status: 'active' } : {}) },
    orderBy: [{ display_name: 'asc' }, { id: 'asc' }],
    select: { id: true, display_name: true, roles: true, status: true, last_login_at: true },
  });
}

/** How many open cases each member is assigned to. */
export async function countAssignedCases(uow: UnitOfWork): Promise<Map<string, number>> {
  const groups = await transactionOf(uow).assignment.groupBy({
    by: ['member_id'],
    where: { organisation_id: uow.actor.organisationId, ended_at: null, case_file: { closed_on: null } },
    _count: { _all: true },
  });
  return new Map(groups.map((group) => [group.member_id, group._count._all]));
}
