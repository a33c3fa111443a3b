import type { Code } from '#app/platform/codes.ts';
import { missingCategories, type ConsentPurpose, type RecipientKind } from './consent.schema.ts';
import { dayOf, stateOf, type ConsentState } from './consent-state.ts';

/** One answer, as a browser may see it: no note. */
export interface ConsentItem {
  id: string;
  state: ConsentState;
  recipient: string | null;
  categories: Code<'dataCategory'>[];
  /** what the purpose needs and she did not agree to */
  missing: Code<'dataCategory'>[];
  method: Code<'consentMethod'>;
  language: Code<'language'>;
  interpreterUsed: boolean;
  givenOn: string;
  expiresOn: string | null;
  withdrawnAt: string | null;
  recordedBy: string;
}

/** One row of the sheet: a purpose with its latest answer, or none. */
export interface SheetRow {
  row: number;
  purpose: ConsentPurpose;
  recipientKind: RecipientKind;
  state: ConsentState;
  /** earlier answers to the same purpose */
  earlier: number;
  answer: ConsentItem | null;
}

interface StoredRow {
  id: string;
  purpose: string;
  decision: string;
  recipient_organisation_id: string | null;
  categories: string[];
  method: string;
  language: string;
  interpreter_used: boolean;
  given_on: Date;
  expires_on: Date | null;
  withdrawn_at: Date | null;
  recorded_by: string;
}

export interface ConsentNames {
  organisations: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
}

export function toConsentItem(row: StoredRow, today: string, names: ConsentNames): ConsentItem {
  return {
    id: row.id,
    state: stateOf(row, today),
    recipient: row.recipient_organisation_id ? (names.organisations.get(row.recipient_organisation_id) ?? null) : null,
    categories: row.categories as ConsentItem['categories'],
    missing: row.decision === 'given' ? missingCategories(row.purpose as ConsentPurpose, row.categories) : [],
    method: row.method as ConsentItem['method'],
    language: row.language as ConsentItem['language'],
    interpreterUsed: row.interpreter_used,
    givenOn: dayOf(row.given_on),
    expiresOn: row.expires_on && dayOf(row.expires_on),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    recordedBy: names.members.get(row.recorded_by) ?? '',
  };
}
