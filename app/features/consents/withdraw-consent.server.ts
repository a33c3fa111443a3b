import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { notifyMembers } from '#app/features/notices/notify.server.ts';
import { onConsentWithdrawn } from '#app/features/packets/withdraw-packets.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { lockConsents, markWithdrawn, type ConsentRow } from './consent-repo.server.ts';
import { stateOf } from './consent-state.ts';
import { purposeOfRow, type Withdrawal } from './consent.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consent.withdrawn': { purpose: string; recipients: number };
  }
}

/**
 * Ends a consent at once, and with it every other yes to the same purpose and recipient: what stands on any of them stops in
 * the same transaction, and the page then lists who had received what.
 */
export async function withdrawConsent(uow: UnitOfWork, caseId: string, row: number, { consentId, note }: Withdrawal) {
  const purpose = purposeOfRow(row);
  const consents = await lockConsents(uow, caseId, purpose);
  const consent = consents.find(({ id, decision }) => id === consentId && decision === 'given');
  if (!consent) throw new NotFound();
  if (consent.withdrawn_at) throw new Conflict();
  await markWithdrawn(uow, consent, note);
  for (const other of consents.filter((other) => endsWith(other, consent, isoDate(uow.now)))) await markWithdrawn(uow, other, undefined);
  const recipients = await onConsentWithdrawn(uow, caseId, purpose, { ...consent, withdrawn_at: uow.now });
  const team = (await caseFacts(uow, caseId))?.assignedMemberIds ?? [];
  await notifyMembers(uow, team, 'consent_withdrawn', { kind: 'Case', id: caseId });
  return done(redirectTo(`/cases/${caseId}/consents/${row}`), {
    type: 'consent.withdrawn',
    caseId,
    consentId,
    purpose,
    resource: { kind: 'Consent', id: consentId },
    detail: { purpose, recipients: recipients.length },
  });
}

/** Another yes that still holds: she does not take back one of two. */
function endsWith(other: ConsentRow, consent: ConsentRow, today: string): boolean {
  const holds = ['given', 'narrow'].includes(stateOf(other, today));
  return holds && other.id !== consent.id && other.recipient_organisation_id === consent.recipient_organisation_id;
}
