import { missingCategories, type ConsentPurpose } from './consent.schema.ts';

/** `narrow`: a yes to less than the purpose needs, which covers nothing. */
export type ConsentState = 'given' | 'narrow' | 'refused' | 'withdrawn' | 'expired' | 'not_asked';

interface StoredConsent {
  purpose: string;
  categories: readonly string[];
  decision: string;
  /** days */
  given_on: Date;
  expires_on: Date | null;
  withdrawn_at: Date | null;
}

/** Where one answer stands on a day (`2026-11-23`). The day on which a consent expires is its last. */
export function stateOf(consent: StoredConsent | undefined, today: string): ConsentState {
  if (!consent) return 'not_asked';
  if (consent.withdrawn_at) return 'withdrawn';
  if (consent.decision === 'refused') return 'refused';
  if (consent.expires_on && dayOf(consent.expires_on) < today) return 'expired';
  return missingCategories(consent.purpose as ConsentPurpose, consent.categories).length > 0 ? 'narrow' : 'given';
}

/** A stored day (midnight UTC) as `2026-11-23`. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
