import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';

/** Where a case stands. Row-level security hides from the counts what the actor may not read. */
export async function findProgress(uow: UnitOfWork, caseId: string) {
  const row = await transactionOf(uow).case_file.findUniqueOrThrow({
    where: { id: caseId },
    include: {
      _count: { select: { consents: true, support_sessions: true, tasks: { where: { done_at: null } } } },
      applications: { orderBy: { created_at: 'desc' }, take: 1, select: { state: true, review_outcome: true } },
      assignments: { select: { ended_at: true, assignee: { select: { roles: true } } } },
      tasks: { where: { done_at: null }, orderBy: { due_on: 'asc' }, select: { kind: true, due_on: true } },
      break_glasses: {
        where: { member_id: uow.actor.id, expires_at: { gt: uow.now } },
        orderBy: { expires_at: 'desc' },
        take: 1,
        select: { expires_at: true },
      },
    },
  });
  const named = await transactionOf(uow).identity_record.count({ where: { case_id: caseId, full_name_ct: { not: null } } });
  return { row, hasName: named > 0 };
}

export function countOpenTasks(uow: UnitOfWork, caseId: string): Promise<number> {
  return transactionOf(uow).task.count({ where: { case_id: caseId, done_at: null } });
}

/** Moves the case to a step, or leaves it when it is no longer at `from` (false). The last step closes it. */
export async function moveStep(uow: UnitOfWork, caseId: string, from: string, to: string, closedOn: Date | null): Promise<boolean> {
  const { count } = await transactionOf(uow).case_file.updateMany({
    where: { id: caseId, step: from },
    data: { step: to, closed_on: closedOn, last_activity_at: uow.now },
  });
  return count === 1;
}

/** Writes what she wants. True when it is another answer than before: of two who write the same one, only the first. */
export async function setReadiness(uow: UnitOfWork, caseId: string, readiness: string): Promise<boolean> {
  const { count } = await transactionOf(uow).case_file.updateMany({
    where: { id: caseId, readiness: { not: readiness } },
    data: { readiness, readiness_since: new Date(isoDate(uow.now)) },
  });
  await transactionOf(uow).case_file.updateMany({ where: { id: caseId }, data: { last_activity_at: uow.now } });
  return count === 1;
}
