import { caseHead } from '#app/features/cases/case-head.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { sheetRows } from './view-consents.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consents.printed': { language: string };
  }
}

/** The sheet to read through and sign, in the survivor's language. It carries the code and no name. */
export async function printConsents(uow: UnitOfWork, caseId: string, language: Language) {
  const view = {
    language,
    case: await caseHead(uow, caseId),
    rows: await sheetRows(uow, caseId),
    organisation: uow.actor.organisationName,
    printedBy: uow.actor.displayName,
    printedAt: uow.now.toISOString(),
    today: isoDate(uow.now),
  };
  return done(view, { type: 'consents.printed', purpose: 'print', detail: { language } });
}
