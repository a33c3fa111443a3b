import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { findReferral, writeOutcome } from './referral-repo.server.ts';
import type { OutcomeForm } from './referral.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'referral.answered': Record<string, never>;
  }
}

/** Records what came of a referral. Throws Conflict when that was recorded already: an answer is not written over. */
export async function recordOutcome(uow: UnitOfWork, caseId: string, referralId: string, form: OutcomeForm) {
  const found = await findReferral(uow, caseId, referralId);
  if (!found) throw new NotFound();
  if (form.outcomeOn > isoDate(uow.now)) throw new Invalid({ outcomeOn: ['date_too_late'] });
  if (form.outcomeOn < isoDate(found.row.referred_on))
    throw new Invalid({ outcomeOn: ['referrals:error.beforeReferral'] });
  if (!(await writeOutcome(uow, found.row, form))) throw new Conflict();
  await noteActivity(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/referrals/${referralId}`), {
    type: 'referral.answered',
    caseId,
    resource: { kind: 'Referral', id: referralId },
    detail: {},
  });
}
