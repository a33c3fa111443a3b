import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isLanguage, type Language } from '#app/platform/i18n/languages.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listConsents, openConsentNotes } from './consent-repo.server.ts';
import { toConsentItem, type ConsentItem } from './consent-view.ts';
import type { ConsentPurpose } from './consent.schema.ts';
import { namesFor } from './view-consents.server.ts';

export interface CopiedConsent extends ConsentItem {
  purpose: ConsentPurpose;
  note: string | null;
  withdrawalNote: string | null;
}

/** Every answer that she ever gave, newest first, with its notes. The caller has asked Cedar for `readConsents`. */
export async function consentsForCopy(uow: UnitOfWork, caseId: string, purpose: string): Promise<CopiedConsent[]> {
  const rows = await listConsents(uow, caseId);
  const opened = await openConsentNotes(uow, rows);
  const names = await namesFor(uow, rows);
  const today = isoDate(uow.now);
  return rows.map((row, position) => ({
    ...toConsentItem(row, today, names),
    purpose: row.purpose as ConsentPurpose,
    note: uow.reveal(opened[position]?.note ?? null, purpose),
    withdrawalNote: uow.reveal(opened[position]?.withdrawal_note ?? null, purpose),
  }));
}

/** The language in which she was last asked, when Linden speaks it; null when nobody has asked her anything. */
export async function languageOfConsents(uow: UnitOfWork, caseId: string): Promise<Language | null> {
  const rows = await listConsents(uow, caseId);
  return rows.map(({ language }) => language).find(isLanguage) ?? null;
}
