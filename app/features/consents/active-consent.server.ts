import { isoDate } from '#app/platform/i18n/format.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { ConsentPurpose } from './consent.schema.ts';
import { listConsents, lockActiveConsent } from './consent-repo.server.ts';
import { stateOf } from './consent-state.ts';

/**
 * The consent to `purpose` that is given, covers what the purpose needs, is not withdrawn and not expired on the day of `on`;
 * null when there is none. `recipient`: the organisation that would receive something. Ask inside the transaction that
 * discloses: the row stays share-locked until it commits, so a withdrawal either comes first (and the answer is null) or
 * waits and then finds what was disclosed.
 */
export function activeConsent(
  uow: UnitOfWork,
  caseId: string,
  purpose: ConsentPurpose,
  on: Date,
  recipient: string | null = null,
): Promise<{ id: string } | null> {
  return lockActiveConsent(uow, caseId, purpose, isoDate(on), recipient);
}

/** Whether she agrees to this, but to less than the purpose needs: for a page that says why there is no active consent. */
export async function isTooNarrow(uow: UnitOfWork, caseId: string, purpose: ConsentPurpose): Promise<boolean> {
  const consents = await listConsents(uow, caseId, purpose);
  return consents.some((consent) => stateOf(consent, isoDate(uow.now)) === 'narrow');
}
