import { randomUUID } from 'node:crypto';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

export interface NewNotice {
  memberId: string;
  kind: string;
  subjectKind: string;
  subjectId: string;
}

export async function insertNotices(uow: UnitOfWork, notices: readonly NewNotice[]): Promise<void> {
  await transactionOf(uow).notification.createMany({
    data: notices.map(({ memberId, kind, subjectKind, subjectId }) => ({
      id: randomUUID(),
      organisation_id: uow.actor.organisationId,
      member_id: memberId,
      kind,
      subject_kind: subjectKind,
      subject_id: subjectId,
      created_at: uow.now,
    })),
  });
}

/** The member's newest notices, unread ones first. */
export function findNotices(uow: UnitOfWork, take: number) {
  return transactionOf(uow).notification.findMany({
    where: { member_id: uow.actor.id },
    orderBy: [{ read_at: { sort: 'desc', nulls: 'first' } }, { created_at: 'desc' }],
    take,
  });
}

/** The codes of those of these cases that the member may see now. */
export async function visibleCodes(uow: UnitOfWork, caseIds: readonly string[]): Promise<Map<string, string>> {
  if (caseIds.length === 0) return new Map();
  const rows = await transactionOf(uow).case_file.findMany({ where: { id: { in: [...caseIds] } }, select: { id: true, code: true } });
  return new Map(rows.map(({ id, code }) => [id, code]));
}

export async function markAllRead(uow: UnitOfWork): Promise<number> {
  const { count } = await transactionOf(uow).notification.updateMany({
    where: { member_id: uow.actor.id, read_at: null },
    data: { read_at: uow.now },
  });
  return count;
}
