import { isoDate } from '#app/platform/i18n/format.ts';

/** One moment of a case as codes; which ones a member gets follows from what she may read. */
export type CaseMoment = {
  id: string;
  /** a day, or a moment */
  at: string;
  /** the moment at which it was written down; of two things of one day the later one stands above */
  recordedAt: string;
} & (
  | { what: 'opened' | 'closed' | 'glass' }
  | { what: 'assigned' | 'unassigned'; who: string }
  | { what: 'session'; service: string; worker: string }
  | { what: 'referral'; service: string }
  | { what: 'referral_answered'; service: string; outcome: string }
  | { what: 'consent'; answer: 'given' | 'refused' | 'withdrawn'; purpose: string }
  | { what: 'task'; kind: string }
  | { what: 'frozen'; code: string }
  | { what: 'packet'; state: string; code: string }
);

/** The opening of a case has only its day, and comes before all else of it; so has the closing, which comes after. */
export const FIRST_OF_THE_DAY = '';
export const LAST_OF_THE_DAY = '9999';

/** Newest first: by the day in Prishtina on which it happened, then by the moment at which it was recorded. */
export function newestFirst(moments: readonly CaseMoment[]): CaseMoment[] {
  return moments
    .map((moment) => ({ moment, order: [isoDate(moment.at), moment.recordedAt, moment.id] }))
    .sort((a, b) => compare(b.order, a.order))
    .map(({ moment }) => moment);
}

function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, position) => text !== b[position]);
  return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1;
}
