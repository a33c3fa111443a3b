import { inReleaseTransaction } from '#app/kernel/release-transaction.server.ts';
import { quartersOf } from './engine/periods.ts';
import { duePeriods } from './release-calendar.ts';
import { approvalState, earlierCells, quartersWithFacts } from './release-repo.server.ts';

/** How far the organisations are with one period: two numbers, and never which organisation is which. */
export interface OpenPeriod {
  period: string;
  organisations: number;
  approved: number;
}

/** Every period that waits for its release, oldest first. */
export function openPeriods(now: Date): Promise<OpenPeriod[]> {
  return inReleaseTransaction(async (transaction) => {
    const due = duePeriods(await quartersWithFacts(transaction), await earlierCells(transaction), now);
    const open: OpenPeriod[] = [];
    for (const period of due) {
      const { counted, missing } = await approvalState(transaction, period, quartersOf(period));
      if (counted.length > 0)
        open.push({ period, organisations: counted.length, approved: counted.length - missing.length });
    }
    return open;
  });
}
