import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

export function findCaseFacts(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).case_file.findUnique({
    where: { id: caseId },
    include: {
      assignments: { where: { ended_at: null }, select: { member_id: true } },
      break_glasses: { where: { expires_at: { gt: uow.now } }, select: { member_id: true } },
      applications: {
        orderBy: { created_at: 'desc' },
        take: 1,
        select: { state: true, prepared_by: true, review_outcome: true },
      },
      erasures: { where: { state: 'requested' }, select: { requested_by: true } },
    },
  });
}

export function findCase(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).case_file.findUniqueOrThrow({ where: { id: caseId } });
}

export interface NewCase {
  id: string;
  code: string;
  openedOn: Date;
}

/** The case and the opener's assignment. Written without reading back: the row is visible once she is assigned. */
export async function insertCase(
  uow: UnitOfWork,
  { id, code, openedOn }: NewCase,
  assignmentId: string,
): Promise<void> {
  const { organisationId: organisation_id, id: member } = uow.actor;
  await transactionOf(uow).case_file.createMany({
    data: [
      {
        id,
        organisation_id,
        code,
        step: 'engagement',
        readiness: 'not_discussed',
        opened_on: openedOn,
        last_activity_at: uow.now,
        opened_by: member,
        row_version: 1,
      },
    ],
  });
  await transactionOf(uow).assignment.createMany({
    data: [
      {
        id: assignmentId,
        organisation_id,
        case_id: id,
        member_id: member,
        assigned_by: member,
        assigned_at: uow.now,
      },
    ],
  });
}

/** Moves the case's last activity to now, so that lists show who waits. */
export async function touchCase(uow: UnitOfWork, caseId: string): Promise<void> {
  await transactionOf(uow).case_file.updateMany({ where: { id: caseId }, data: { last_activity_at: uow.now } });
}
