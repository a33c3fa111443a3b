import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { codeLists } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listConsents, listRecipients, type ConsentRow } from './consent-repo.server.ts';
import { stateOf } from './consent-state.ts';
import { toConsentItem, type ConsentNames, type SheetRow } from './consent-view.ts';
import { PURPOSES, rowOf } from './consent.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consents.viewed': { given: number };
  }
}

/** The whole sheet: every purpose with its latest answer. Notes stay closed. */
export async function viewConsents(uow: UnitOfWork, caseId: string) {
  const rows = await sheetRows(uow, caseId);
  const view = {
    case: await caseHead(uow, caseId),
    parts: await caseParts(uow, caseId),
    organisation: uow.actor.organisationName,
    mayRecord: await mayRecord(uow, caseId),
    rows,
  };
  const given = rows.filter(({ state }) => state === 'given').length;
  return done(view, { type: 'consents.viewed', detail: { given } });
}

export async function sheetRows(uow: UnitOfWork, caseId: string): Promise<SheetRow[]> {
  const stored = await listConsents(uow, caseId);
  const names = await namesFor(uow, stored);
  const today = isoDate(uow.now);
  return codeLists.consentPurpose.map((purpose) => {
    const answers = stored.filter((row) => row.purpose === purpose);
    const latest = answers[0];
    return {
      row: rowOf(purpose),
      purpose,
      recipientKind: PURPOSES[purpose].recipient,
      state: stateOf(latest, today),
      earlier: Math.max(0, answers.length - 1),
      answer: latest ? toConsentItem(latest, today, names) : null,
    };
  });
}

export async function namesFor(uow: UnitOfWork, rows: readonly ConsentRow[]): Promise<ConsentNames> {
  const recipients = await listRecipients(uow);
  const organisations = new Map(recipients.map(({ id, name }) => [id, name]));
  organisations.set(uow.actor.organisationId, uow.actor.organisationName);
  return {
    organisations,
    members: await colleagueNames(
      uow,
      rows.map((row) => row.recorded_by),
    ),
  };
}

async function mayRecord(uow: UnitOfWork, caseId: string): Promise<boolean> {
  const facts = await caseFacts(uow, caseId);
  return facts !== null && uow.may('recordConsent', { type: 'Case', id: caseId, facts });
}
