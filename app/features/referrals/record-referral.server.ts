import { randomUUID } from 'node:crypto';
import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { lockedReferralConsent, type ReferralConsent } from '#app/features/consents/referral-consents.server.ts';
import { recordFactsFor } from '#app/features/facts/record-fact.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { insertReferral } from './referral-repo.server.ts';
import type { ReferralForm, ReferralService } from './referral.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'referral.recorded': { way: string; categories: readonly string[]; facts: number };
  }
}

const GROUPS: Partial<Record<ReferralService, Code<'serviceGroup'>>> = {
  psychiatry: 'psychosocial',
  psychosocial_support: 'psychosocial',
  legal_aid: 'legal',
};

/**
 * Records where she was sent on to. What was passed on needs a consent that is active now, was given by that day and covers it;
 * it is locked until this commits. Throws Invalid otherwise.
 */
export async function recordReferral(uow: UnitOfWork, caseId: string, form: ReferralForm) {
  const consent = form.consentId ? await lockedReferralConsent(uow, caseId, form.consentId) : null;
  const recipient = consent?.recipient ?? form.recipient;
  const wrong = {
    ...(form.referredOn > isoDate(uow.now) ? { referredOn: ['date_too_late'] } : {}),
    ...(recipient ? {} : { recipient: ['required'] }),
    ...(form.way === 'passed_on' ? notCovered(form, consent) : {}),
  };
  if (!recipient || Object.keys(wrong).length > 0) throw new Invalid(wrong);
  const occurrence = {
    indicator: 'referrals',
    occurredOn: form.referredOn,
    serviceGroup: GROUPS[form.service] ?? 'other',
  } as const;
  const facts = await recordFactsFor(uow, caseId, [occurrence]);
  const id = randomUUID();
  await insertReferral(uow, { ...form, id, caseId, recipient, statistics: facts && JSON.stringify(facts.ids) });
  await noteActivity(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/referrals/${id}`), {
    type: 'referral.recorded',
    caseId,
    resource: { kind: 'Referral', id },
    ...(consent ? { consentId: consent.id, purpose: 'referral' } : {}),
    detail: { way: form.way, categories: form.categories, facts: facts?.ids.length ?? 0 },
  });
}

/** Everything in which the consent does not cover what was passed on, by the form's field. */
function notCovered(form: ReferralForm, consent: ReferralConsent | null): Record<string, string[]> {
  if (!consent) return { consentId: ['referrals:error.notActive'] };
  const unagreed = form.categories.some((category) => !consent.categories.includes(category));
  const another = consent.recipient && form.recipient && form.recipient !== consent.recipient;
  return {
    ...(consent.givenOn > form.referredOn ? { consentId: ['referrals:error.notActive'] } : {}),
    ...(unagreed ? { categories: ['referrals:error.notAgreed'] } : {}),
    ...(another ? { recipient: ['referrals:error.otherRecipient'] } : {}),
  };
}
