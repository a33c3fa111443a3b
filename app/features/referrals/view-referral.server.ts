import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { caseHead } from '#app/features/cases/case-head.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { findReferral } from './referral-repo.server.ts';
import { toReferralItem } from './referral-view.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'referral.read': Record<string, never>;
  }
}

/** One referral with its notes. Throws NotFound when the case has none with this id. */
export async function viewReferral(uow: UnitOfWork, caseId: string, referralId: string) {
  const found = await findReferral(uow, caseId, referralId);
  if (!found) throw new NotFound();
  const { row, opened } = found;
  const facts = await caseFacts(uow, caseId);
  const names = await colleagueNames(uow, [row.recorded_by, ...(row.outcome_by ? [row.outcome_by] : [])]);
  const texts = {
    service: uow.reveal(opened.service, 'read'),
    recipient: uow.reveal(opened.recipient, 'read'),
    outcome: uow.reveal(opened.outcome, 'read'),
  };
  const mayRecord = facts !== null && uow.may('recordReferral', { type: 'Case', id: caseId, facts });
  const view = {
    case: await caseHead(uow, caseId),
    ...toReferralItem(row, texts, isoDate(uow.now)),
    note: uow.reveal(opened.note, 'read'),
    worker: names.get(row.recorded_by) ?? '',
    outcomeNote: uow.reveal(opened.outcome_note, 'read'),
    outcomeBy: names.get(row.outcome_by ?? '') ?? '',
    consentRow: rowOf('referral'),
    mayAnswer: mayRecord && row.outcome_at === null,
    today: isoDate(uow.now),
    draft: await keptDraft(uow, `/cases/${caseId}/referrals/${referralId}#outcome`),
  };
  return done(view, {
    type: 'referral.read',
    caseId,
    resource: { kind: 'Referral', id: referralId },
    purpose: 'read',
    detail: {},
  });
}
