import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { caseHead } from '#app/features/cases/case-head.server.ts';
import { preferredLanguage } from '#app/features/cases/preferred-language.server.ts';
import { recipientsOf } from '#app/features/packets/withdraw-packets.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isCode, type Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listConsents, listRecipients, openConsentNotes } from './consent-repo.server.ts';
import { toConsentItem } from './consent-view.ts';
import { purposeOfRow, PURPOSES } from './consent.schema.ts';
import { namesFor } from './view-consents.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consent.viewed': { purpose: string; answers: number };
  }
}

/** One purpose with every answer that was ever given to it, the notes opened, and who has received something. */
export async function viewConsentRow(uow: UnitOfWork, caseId: string, row: number) {
  const purpose = purposeOfRow(row);
  const facts = await caseFacts(uow, caseId);
  if (!facts) throw new NotFound();
  const stored = await listConsents(uow, caseId, purpose);
  const opened = await openConsentNotes(uow, stored);
  const names = await namesFor(uow, stored);
  const today = isoDate(uow.now);
  const answers = await Promise.all(
    stored.map(async (consent, position) => ({
      ...toConsentItem(consent, today, names),
      note: uow.reveal(opened[position]?.note ?? null, 'consent'),
      withdrawalNote: uow.reveal(opened[position]?.withdrawal_note ?? null, 'consent'),
      recipients: await recipientsOf(uow, caseId, purpose, consent),
    })),
  );
  const kind = PURPOSES[purpose].recipient;
  const organisations = (await listRecipients(uow)).filter((organisation) => organisation.kind === kind);
  const resource = { type: 'Case', id: caseId, facts } as const;
  const view = {
    case: await caseHead(uow, caseId),
    row,
    purpose,
    recipientKind: kind,
    categories: PURPOSES[purpose].categories,
    organisations: organisations.map(({ id, name }) => ({ id, name })),
    ownOrganisation: uow.actor.organisationName,
    language: await languageOfPerson(uow, caseId),
    today,
    mayRecord: uow.may('recordConsent', resource),
    mayWithdraw: uow.may('withdrawConsent', resource),
    answers,
    draft: await keptDraft(uow, `/cases/${caseId}/consents/${row}#answer`),
  };
  return done(view, { type: 'consent.viewed', purpose, detail: { purpose, answers: answers.length } });
}

/**
 * The language in which she was last asked, else the one that she prefers, never the reader's own: a consent says in which language
 * the person understood what it is about. Null where neither is known, and then it is asked.
 */
async function languageOfPerson(uow: UnitOfWork, caseId: string): Promise<Code<'language'> | null> {
  const asked = (await listConsents(uow, caseId))[0]?.language;
  return isCode('language', asked) ? asked : preferredLanguage(uow, caseId);
}

export type ConsentRowView = Awaited<ReturnType<typeof viewConsentRow>>['view'];
