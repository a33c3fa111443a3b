import { caseHead } from '#app/features/cases/case-head.server.ts';
import { referralConsents } from '#app/features/consents/referral-consents.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** the empty form was shown, with the consents to choose from */
    'referral.recording': { consents: number };
  }
}

/** The empty form, and the consents to a referral that are active today. */
export async function newReferral(uow: UnitOfWork, caseId: string) {
  const consents = await referralConsents(uow, caseId);
  const view = {
    case: await caseHead(uow, caseId),
    consents,
    consentRow: rowOf('referral'),
    today: isoDate(uow.now),
    draft: await keptDraft(uow, `/cases/${caseId}/referrals/new#referral`),
  };
  return done(view, { type: 'referral.recording', caseId, detail: { consents: consents.length } });
}

export type NewReferralView = Awaited<ReturnType<typeof newReferral>>['view'];
