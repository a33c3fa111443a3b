import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { findCaseToErase } from './erasure-repo.server.ts';

/** When she asked that her file be erased, newest first. The caller has asked Cedar for `readErasure`. */
export async function wishesForCopy(uow: UnitOfWork, caseId: string) {
  const { erasures } = await findCaseToErase(uow, caseId);
  return erasures.map((wish) => ({
    askedOn: isoDate(wish.asked_on),
    method: wish.method as Code<'consentMethod'>,
    decidedOn: wish.decided_at && isoDate(wish.decided_at),
  }));
}
