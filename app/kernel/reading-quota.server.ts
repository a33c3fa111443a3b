import { randomUUID } from 'node:crypto';
import type { Actor } from './actor.server.ts';
import { ReadTooMuch } from './errors.ts';
import type { Transaction } from './transaction.server.ts';

/**
 * Sealed values (a name, a note, a file) that one member can open within an hour. `unusual` tells custodians and auditors;
 * at `most` it ends. A whole case is about thirty values, so a stolen session carries away some sixty cases an hour at most;
 * docs/decisions/072 says what work was measured to need.
 */
export const READING_QUOTA = { unusual: 1_000, most: 2_000 } as const;

/** The role that a notice goes to, because it looks after the members or the log. */
const TOLD = ['custodian', 'auditor'];

export type ReadingState = { state: 'usual' | 'unusual'; opened: number };

/**
 * Adds what was opened to the reader's count, in the transaction that reads. Answers `unusual` once an hour, when the count passes
 * that mark, and has told the custodians and auditors of her organisation. Throws ReadTooMuch beyond the most.
 */
export async function countReading(
  transaction: Transaction,
  actor: Actor,
  now: Date,
  opened: number,
): Promise<ReadingState> {
  const { in_hour: inHour, told_before } = await count(transaction, now, opened, false);
  if (inHour > READING_QUOTA.most) throw new ReadTooMuch();
  const passed = inHour > READING_QUOTA.unusual && !told_before;
  if (passed) await tell(transaction, actor, now, 'reading_unusual');
  return { state: passed ? 'unusual' : 'usual', opened: inHour };
}

/** Remembers that she was told to wait, in a transaction of its own; the first time in an hour others are told. Answers what she had opened. */
export async function noteRefusedReading(transaction: Transaction, actor: Actor, now: Date): Promise<number> {
  const { in_hour, refused_before } = await count(transaction, now, 0, true);
  if (!refused_before) await tell(transaction, actor, now, 'reading_refused');
  return in_hour;
}

type Count = { in_hour: number; refused_before: boolean; told_before: boolean };

async function count(transaction: Transaction, now: Date, opened: number, refused: boolean): Promise<Count> {
  const [row] = await transaction.$queryRaw<Count[]>`
    SELECT * FROM directory.count_reading(${now}, ${opened}::int, ${READING_QUOTA.unusual}::int, ${refused})`;
  return row!;
}

async function tell(transaction: Transaction, actor: Actor, now: Date, kind: string): Promise<void> {
  const members = await transaction.member.findMany({
    where: { organisation_id: actor.organisationId, roles: { hasSome: TOLD }, status: 'active', id: { not: actor.id } },
    select: { id: true },
  });
  await transaction.notification.createMany({
    data: members.map(({ id }) => ({
      id: randomUUID(),
      organisation_id: actor.organisationId,
      member_id: id,
      kind,
      subject_kind: 'Member',
      subject_id: actor.id,
      created_at: now,
    })),
  });
}
