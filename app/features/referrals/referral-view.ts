import { dayOf, stateOf, type ConsentState } from '#app/features/consents/consent-state.ts';
import type { Code } from '#app/platform/codes.ts';
import type { ReferralOutcome, ReferralService, ReferralWay } from './referral.schema.ts';

/** A referral in a list: no note. */
export interface ReferralItem {
  id: string;
  service: ReferralService;
  recipient: string;
  /** a day */
  referredOn: string;
  /** a moment */
  recordedAt: string;
  way: ReferralWay;
  /** what was passed on */
  categories: Code<'dataCategory'>[];
  /** where the consent that it stands on stands today; null when nothing was passed on */
  consent: ConsentState | null;
  /** null while there is none; `on` a day, `recordedAt` a moment */
  outcome: { code: ReferralOutcome; on: string; recordedAt: string } | null;
}

interface StoredReferral {
  id: string;
  referred_on: Date;
  recorded_at: Date;
  way: string;
  categories: string[];
  consent: Parameters<typeof stateOf>[0] | null;
  outcome_on: Date | null;
  outcome_at: Date | null;
}

/** `today`: a day, for the state of the consent. */
export function toReferralItem(
  row: StoredReferral,
  opened: { service: string | null; recipient: string | null; outcome: string | null },
  today: string,
): ReferralItem {
  return {
    id: row.id,
    service: opened.service as ReferralService,
    recipient: opened.recipient ?? '',
    referredOn: dayOf(row.referred_on),
    recordedAt: row.recorded_at.toISOString(),
    way: row.way as ReferralWay,
    categories: row.categories as Code<'dataCategory'>[],
    consent: row.consent ? stateOf(row.consent, today) : null,
    outcome:
      row.outcome_on && row.outcome_at
        ? {
            code: opened.outcome as ReferralOutcome,
            on: dayOf(row.outcome_on),
            recordedAt: row.outcome_at.toISOString(),
          }
        : null,
  };
}
