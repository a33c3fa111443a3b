import { caseHead } from '#app/features/cases/case-head.server.ts';
import { preferredLanguage } from '#app/features/cases/preferred-language.server.ts';
import { languageOfConsents } from '#app/features/consents/consents-for-copy.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isLanguage, type Language } from '#app/platform/i18n/languages.ts';
import { copyParts } from './assemble-copy.server.ts';
import { askedLately } from './ask-for-copy.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'copy.viewed': { parts: readonly string[] };
  }
}

/**
 * What a copy would hold, in which language as far as hers is known, and whether it can be fetched: how she asked was written down
 * just now.
 */
export async function viewCopy(uow: UnitOfWork, caseId: string, language: Language | undefined) {
  const parts = await copyParts(uow, caseId);
  const view = {
    ...(await caseHead(uow, caseId)),
    ...parts,
    language: language ?? (await languageOfConsents(uow, caseId)) ?? (await preferredHere(uow, caseId)),
    asked: await askedLately(uow, caseId),
  };
  return done(view, { type: 'copy.viewed', detail: { parts: parts.held } });
}

/** The language that she prefers, when Linden speaks it. */
async function preferredHere(uow: UnitOfWork, caseId: string): Promise<Language | null> {
  const preferred = await preferredLanguage(uow, caseId);
  return isLanguage(preferred) ? preferred : null;
}

export type CopyView = Awaited<ReturnType<typeof viewCopy>>['view'];
