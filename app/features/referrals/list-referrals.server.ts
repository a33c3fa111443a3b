import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listReferrals } from './referral-repo.server.ts';
import { toReferralItem, type ReferralItem } from './referral-view.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'referrals.listed': { shown: number };
  }
}

/** Where she was sent on to, newest first, and what came of it. */
export async function viewReferrals(uow: UnitOfWork, caseId: string) {
  const facts = await caseFacts(uow, caseId);
  const referrals = await referralItems(uow, caseId, 'list');
  const view = {
    case: await caseHead(uow, caseId),
    parts: await caseParts(uow, caseId),
    mayRecord: facts !== null && uow.may('recordReferral', { type: 'Case', id: caseId, facts }),
    referrals,
  };
  return done(view, { type: 'referrals.listed', caseId, detail: { shown: referrals.length } });
}

/** For the timeline of a case, newest first; to whom stays closed. */
export function referralsForTimeline(uow: UnitOfWork, caseId: string): Promise<ReferralItem[]> {
  return referralItems(uow, caseId, 'timeline');
}

async function referralItems(uow: UnitOfWork, caseId: string, purpose: string): Promise<ReferralItem[]> {
  const referrals = await listReferrals(uow, caseId);
  return referrals.map(({ row, opened }) => {
    const texts = {
      service: uow.reveal(opened.service, purpose),
      recipient: purpose === 'list' ? uow.reveal(opened.recipient, purpose) : null,
      outcome: uow.reveal(opened.outcome, purpose),
    };
    return toReferralItem(row, texts, isoDate(uow.now));
  });
}
