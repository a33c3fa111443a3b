import { caseHead } from '#app/features/cases/case-head.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { printedSheet } from './printed-sheet.server.ts';
import { sheetRows } from './view-consents.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consents.printed': { language: string };
  }
}

/** The sheet to read through and sign, in the survivor's language. It carries the code and no name of hers. */
export async function printConsents(uow: UnitOfWork, caseId: string, language: Language) {
  const { id, code } = await caseHead(uow, caseId);
  const rows = await sheetRows(uow, caseId);
  const sheet = printedSheet(language, { code, printedBy: uow.actor.displayName, printedAt: uow.now, rows });
  const view = { case: { id, code }, organisation: uow.actor.organisationName, sheet };
  return done(view, { type: 'consents.printed', purpose: 'print', detail: { language } });
}
