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
  const rows = await transactionOf(uow).case_file.findMany({
    where: { id: { in: [...caseIds] } },
    select: { id: true, code: true },
  });
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** Of those of these packets that the member's organisation sent and that she may follow: the codes of their cases. */
export async function visiblePacketCodes(uow: UnitOfWork, packetIds: readonly string[]): Promise<Map<string, string>> {
  if (packetIds.length === 0) return new Map();
  const rows = await transactionOf(uow).packet.findMany({
    where: { id: { in: [...packetIds] }, organisation_id: uow.actor.organisationId },
    select: { id: true, case_id: true },
  });
  const codes = await visibleCodes(
    uow,
    rows.map((row) => row.case_id),
  );
  return new Map(rows.flatMap((row) => (codes.has(row.case_id) ? [[row.id, codes.get(row.case_id)!] as const] : [])));
}

/** The commission's files that the member may see, by their own id and by that of their packet. */
export async function visibleFiles(
  uow: UnitOfWork,
  ids: readonly string[],
): Promise<Map<string, { id: string; number: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await transactionOf(uow).review_file.findMany({
    where: { OR: [{ id: { in: [...ids] } }, { packet_id: { in: [...ids] } }] },
    select: { id: true, packet_id: true, registration_number: true },
  });
  const files = rows.map(({ id, packet_id, registration_number }) => ({ id, packet_id, number: registration_number }));
  return new Map(
    files.flatMap(({ id, packet_id, number }) => [[id, { id, number }] as const, [packet_id, { id, number }] as const]),
  );
}

export async function markAllRead(uow: UnitOfWork): Promise<number> {
  const { count } = await transactionOf(uow).notification.updateMany({
    where: { member_id: uow.actor.id, read_at: null },
    data: { read_at: uow.now },
  });
  return count;
}
