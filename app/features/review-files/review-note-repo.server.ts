import { randomUUID } from 'node:crypto';
import { openRows, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** The notes of a file that the actor may see: a reviewer her own, the chair all of them. */
export async function openNotes(uow: UnitOfWork, fileId: string) {
  const rows = await transactionOf(uow).review_note.findMany({
    where: { review_file_id: fileId },
    orderBy: [{ criterion: 'asc' }, { member_id: 'asc' }],
  });
  const opened = await openRows(uow, 'review_note', rows);
  return rows.map((row, position) => ({ row, ...opened[position]! }));
}

export function countNotes(uow: UnitOfWork, fileId: string): Promise<number> {
  return transactionOf(uow).review_note.count({ where: { review_file_id: fileId } });
}

/** Writes the actor's note on one criterion, new or again. False when she wrote it elsewhere meanwhile. */
export async function saveNote(
  uow: UnitOfWork,
  file: { id: string; packet_id: string },
  note: { criterion: string; assessment: string; text: string | undefined },
): Promise<boolean> {
  const earlier = await transactionOf(uow).review_note.findFirst({
    where: { review_file_id: file.id, member_id: uow.actor.id, criterion: note.criterion },
  });
  const row = {
    id: earlier?.id ?? randomUUID(),
    organisation_id: uow.actor.organisationId,
    review_file_id: file.id,
    row_version: (earlier?.row_version ?? 0) + 1,
  };
  const sealed = await sealRow(uow, 'review_note', row, { assessment: note.assessment, text: note.text });
  const changed = { ...sealed, assessment: null, row_version: row.row_version, updated_at: uow.now };
  if (earlier) {
    const { count } = await transactionOf(uow).review_note.updateMany({
      where: { id: earlier.id, row_version: earlier.row_version },
      data: changed,
    });
    return count === 1;
  }
  await transactionOf(uow).review_note.createMany({
    data: [{ ...row, ...changed, packet_id: file.packet_id, member_id: uow.actor.id, criterion: note.criterion }],
  });
  return true;
}
