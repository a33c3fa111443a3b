import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listConsents, listRecipients, lockReferralConsent } from './consent-repo.server.ts';
import { dayOf, stateOf } from './consent-state.ts';

/** A consent to a referral that is active today. */
export interface ReferralConsent {
  id: string;
  /** the organisation that it names; null when its note names somebody */
  recipient: string | null;
  categories: Code<'dataCategory'>[];
  /** a day */
  givenOn: string;
}

/** The consents on which a referral may stand today, newest first; their notes stay closed. */
export async function referralConsents(uow: UnitOfWork, caseId: string): Promise<ReferralConsent[]> {
  const names = new Map((await listRecipients(uow)).map(({ id, name }) => [id, name]));
  const consents = await listConsents(uow, caseId, 'referral');
  return consents
    .filter((consent) => stateOf(consent, isoDate(uow.now)) === 'given')
    .map((consent) => ({
      id: consent.id,
      recipient: names.get(consent.recipient_organisation_id ?? '') ?? null,
      categories: consent.categories as Code<'dataCategory'>[],
      givenOn: dayOf(consent.given_on),
    }));
}

/**
 * The consent with this id, when a referral may stand on it today; else null. It stays share-locked until what is disclosed is
 * committed, so that a withdrawal either comes first or finds the referral.
 */
export async function lockedReferralConsent(uow: UnitOfWork, caseId: string, consentId: string): Promise<ReferralConsent | null> {
  if (!(await lockReferralConsent(uow, caseId, consentId))) return null;
  return (await referralConsents(uow, caseId)).find(({ id }) => id === consentId) ?? null;
}
