import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

/** The supplements of a packet, in the order in which they were sent. */
export function listSupplementRows(uow: UnitOfWork, packetId: string) {
  return transactionOf(uow).supplement.findMany({ where: { packet_id: packetId }, orderBy: { number: 'asc' } });
}

export type SupplementRow = Awaited<ReturnType<typeof listSupplementRows>>[number];

/**
 * How many answers the log has of this case (packets of one case share it) beside those that are stored; for who works on the case.
 * Zero for everybody else, who sees none of its events.
 */
export async function answersGone(uow: UnitOfWork, caseId: string): Promise<number> {
  const transaction = transactionOf(uow);
  const [logged, stored] = [
    await transaction.event.count({ where: { case_id: caseId, type: 'packet.supplemented', outcome: 'done' } }),
    await transaction.supplement.count({ where: { case_id: caseId } }),
  ];
  return Math.max(0, logged - stored);
}

/** Throws a unique violation when the letter was answered meanwhile. */
export async function insertSupplement(uow: UnitOfWork, row: Prisma.supplementCreateManyInput): Promise<void> {
  await transactionOf(uow).supplement.createMany({ data: [row] });
}

/** Where the next piece of a supplement is stored: pieces of all supplements of a packet are counted on. */
export async function nextPosition(uow: UnitOfWork, packetId: string, kind: string): Promise<number> {
  const { _max } = await transactionOf(uow).packet_document.aggregate({
    where: { packet_id: packetId, kind },
    _max: { position: true },
  });
  return (_max.position ?? -1) + 1;
}

/** Which pieces of evidence went to the commission at one of these moments: with the packet, or with a supplement to it. */
export async function evidenceSentAt(uow: UnitOfWork, caseId: string, moments: readonly Date[]): Promise<Set<string>> {
  const rows = await transactionOf(uow).evidence_custody.findMany({
    where: { case_id: caseId, event: 'included_in_packet', at: { in: [...moments] } },
    select: { evidence_id: true },
  });
  return new Set(rows.map((row) => row.evidence_id));
}
