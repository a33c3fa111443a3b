import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { openReferrals } from './referral-repo.server.ts';
import { toReferralItem, type ReferralItem } from './referral-view.ts';

export interface CopiedReferral extends ReferralItem {
  note: string | null;
  outcomeNote: string | null;
}

/** Every referral of a case with its notes, newest first. The caller has asked Cedar for `readReferrals`. */
export async function referralsForCopy(uow: UnitOfWork, caseId: string, purpose: string): Promise<CopiedReferral[]> {
  const referrals = await openReferrals(uow, caseId);
  return referrals.map(({ row, opened }) => {
    const texts = {
      service: uow.reveal(opened.service, purpose),
      recipient: uow.reveal(opened.recipient, purpose),
      outcome: uow.reveal(opened.outcome, purpose),
    };
    return {
      ...toReferralItem(row, texts, isoDate(uow.now)),
      note: uow.reveal(opened.note, purpose),
      outcomeNote: uow.reveal(opened.outcome_note, purpose),
    };
  });
}
