import { caseHead } from '#app/features/cases/case-head.server.ts';
import { languageOfConsents } from '#app/features/consents/consents-for-copy.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { defaultLanguage, isLanguage, type Language } from '#app/platform/i18n/languages.ts';
import { copyParts } from './assemble-copy.server.ts';
import { askedLately } from './ask-for-copy.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'copy.viewed': { parts: readonly string[] };
  }
}

/** What a copy would hold, in which language, and whether it can be fetched: how she asked was written down just now. */
export async function viewCopy(uow: UnitOfWork, caseId: string, language: Language | undefined) {
  const parts = await copyParts(uow, caseId);
  const own = isLanguage(uow.actor.language) ? uow.actor.language : defaultLanguage;
  const view = {
    ...(await caseHead(uow, caseId)),
    ...parts,
    language: language ?? (await languageOfConsents(uow, caseId)) ?? own,
    asked: await askedLately(uow, caseId),
  };
  return done(view, { type: 'copy.viewed', detail: { parts: parts.held } });
}

export type CopyView = Awaited<ReturnType<typeof viewCopy>>['view'];
