import { isoDate } from '#app/platform/i18n/format.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { ConsentPurpose } from './consent.schema.ts';
import { lockActiveConsent } from './consent-repo.server.ts';

/**
 * The consent to `purpose` that is given, not withdrawn and not expired on the day of `on`; null when there is none.
 * Ask inside the transaction that discloses: the row stays share-locked until it commits, so a withdrawal either comes
 * first (and the answer is null) or waits and then finds what was disclosed.
 */
export function activeConsent(
  uow: UnitOfWork,
  caseId: string,
  purpose: ConsentPurpose,
  on: Date,
): Promise<{ id: string } | null> {
  return lockActiveConsent(uow, caseId, purpose, isoDate(on));
}
