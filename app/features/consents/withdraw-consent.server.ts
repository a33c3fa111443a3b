import { onConsentWithdrawn } from '#app/features/packets/withdraw-packets.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { lockConsent, markWithdrawn } from './consent-repo.server.ts';
import { purposeOfRow, type Withdrawal } from './consent.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consent.withdrawn': { purpose: string; recipients: number };
  }
}

/** Ends a consent at once: what stands on it stops in the same transaction, and its page then lists who had received what. */
export async function withdrawConsent(uow: UnitOfWork, caseId: string, row: number, { consentId, note }: Withdrawal) {
  const purpose = purposeOfRow(row);
  const consent = await lockConsent(uow, caseId, consentId);
  if (!consent || consent.purpose !== purpose || consent.decision !== 'given') throw new NotFound();
  if (consent.withdrawn_at) throw new Conflict();
  await markWithdrawn(uow, consent, note);
  const recipients = await onConsentWithdrawn(uow, consent);
  return done(redirectTo(`/cases/${caseId}/consents/${row}`), {
    type: 'consent.withdrawn',
    caseId,
    consentId,
    purpose,
    resource: { kind: 'Consent', id: consentId },
    detail: { purpose, recipients: recipients.length },
  });
}
