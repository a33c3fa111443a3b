import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listConsents } from './consent-repo.server.ts';
import { dayOf } from './consent-state.ts';
import type { ConsentPurpose } from './consent.schema.ts';

export interface ConsentMoment {
  id: string;
  /** a day */
  at: string;
  /** a moment */
  recordedAt: string;
  purpose: ConsentPurpose;
  what: 'given' | 'refused' | 'withdrawn';
}

/** What the survivor answered and when, for the case's timeline; an answer that was withdrawn counts twice. No notes. */
export async function consentsForTimeline(uow: UnitOfWork, caseId: string): Promise<ConsentMoment[]> {
  const rows = await listConsents(uow, caseId);
  return rows.flatMap((row): ConsentMoment[] => {
    const purpose = row.purpose as ConsentPurpose;
    const what = row.decision === 'refused' ? 'refused' : 'given';
    const answered = { id: row.id, at: dayOf(row.given_on), recordedAt: row.recorded_at.toISOString(), purpose, what } as const;
    if (!row.withdrawn_at) return [answered];
    return [answered, { id: `${row.id}-end`, at: isoDate(row.withdrawn_at), recordedAt: row.withdrawn_at.toISOString(), purpose, what: 'withdrawn' }];
  });
}
