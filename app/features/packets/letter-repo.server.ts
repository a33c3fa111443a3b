import { openRow, sealRow } from '#app/kernel/codec.server.ts';
import { within, type Scope } from '#app/kernel/scope.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

/** The letters about a packet that the actor may see, newest first. */
export function listLetters(uow: UnitOfWork, packetId: string) {
  return transactionOf(uow).letter.findMany({ where: { packet_id: packetId }, orderBy: { sent_at: 'desc' } });
}

/** Letters of a scope with the code of their packet, the earliest day first. */
export function listWaitingLetters(uow: UnitOfWork, scope: Scope<Prisma.letterWhereInput>) {
  return within(scope, [], (where) =>
    transactionOf(uow).letter.findMany({
      where,
      orderBy: [{ due_on: { sort: 'asc', nulls: 'last' } }, { sent_at: 'asc' }],
      include: { packet: { select: { code: true } } },
      take: 200,
    }),
  );
}

export function findLetter(uow: UnitOfWork, packetId: string, letterId: string) {
  return transactionOf(uow).letter.findFirst({ where: { id: letterId, packet_id: packetId } });
}

export type LetterRow = NonNullable<Awaited<ReturnType<typeof findLetter>>>;

/** True for the first who opens it. */
export async function markOpened(uow: UnitOfWork, letterId: string): Promise<boolean> {
  const { count } = await transactionOf(uow).letter.updateMany({ where: { id: letterId, opened_at: null }, data: { opened_at: uow.now } });
  return count === 1;
}

export async function openLetterBody(uow: UnitOfWork, row: LetterRow) {
  return (await openRow(uow, 'letter', row)).body;
}

/** Which of these settings somebody has confirmed. */
export async function confirmedSettings(uow: UnitOfWork, ids: readonly (string | null)[]): Promise<Set<string>> {
  const rows = await transactionOf(uow).setting.findMany({
    where: { id: { in: ids.filter((id) => id !== null) }, verified_at: { not: null } },
    select: { id: true },
  });
  return new Set(rows.map((row) => row.id));
}

type NewLetterRow = Omit<Prisma.letterCreateManyInput, 'body_ct'>;

export async function insertLetter(uow: UnitOfWork, row: NewLetterRow, body: string): Promise<void> {
  const { id, organisation_id, row_version } = row;
  const { body_ct } = await sealRow(uow, 'letter', { id, organisation_id, row_version }, { body });
  if (!body_ct) throw new RangeError('A letter has words.');
  await transactionOf(uow).letter.createMany({ data: [{ ...row, body_ct }] });
}

/** How many requests were sent about a packet so far. */
export function countRequests(uow: UnitOfWork, packetId: string): Promise<number> {
  return transactionOf(uow).letter.count({ where: { packet_id: packetId, kind: 'request' } });
}
