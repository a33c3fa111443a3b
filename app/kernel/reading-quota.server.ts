import { ReadTooMuch } from './errors.ts';
import type { Transaction } from './transaction.server.ts';

/**
 * Sealed values (a name, a note, a file) that one member can open within an hour. `unusual` tells custodians and auditors, and so
 * does `inDay` within a day; the database has these two marks (directory.count_reading). At `most` it ends. A whole case is about thirty values, so a stolen session carries away some sixty cases an hour at most;
 * docs/decisions/072 says what work was measured to need.
 */
export const READING_QUOTA = { unusual: 1_000, most: 2_000, inDay: 3_000 } as const;

export interface ReadingMarks {
  /** the event of each mark that was passed just now, with what was opened */
  passed: { type: 'reading.unusual' | 'reading.much'; opened: number }[];
}

/**
 * Adds what was opened to the reader's count, in the transaction that reads. The custodians and auditors of her organisation are
 * told there when a mark is passed, once an hour and once a day. Throws ReadTooMuch beyond the most.
 */
export async function countReading(transaction: Transaction, now: Date, opened: number): Promise<ReadingMarks> {
  const { in_hour, in_day, passed, passed_day } = await count(transaction, now, opened, false);
  if (in_hour > READING_QUOTA.most) throw new ReadTooMuch();
  return {
    passed: [
      ...(passed ? [{ type: 'reading.unusual' as const, opened: in_hour }] : []),
      ...(passed_day ? [{ type: 'reading.much' as const, opened: in_day }] : []),
    ],
  };
}

/** Remembers that she was told to wait, in a transaction of its own; the first time in an hour others are told. Answers what she had opened. */
export async function noteRefusedReading(transaction: Transaction, now: Date): Promise<number> {
  return (await count(transaction, now, 0, true)).in_hour;
}

type Count = { in_hour: number; in_day: number; passed: boolean; passed_day: boolean };

async function count(transaction: Transaction, now: Date, opened: number, refused: boolean): Promise<Count> {
  const [row] = await transaction.$queryRaw<Count[]>`
    SELECT * FROM directory.count_reading(${now}, ${opened}::int, ${refused})`;
  return row!;
}
