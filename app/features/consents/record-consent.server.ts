import { randomUUID } from 'node:crypto';
import { onConsentGivenAgain } from '#app/features/packets/renew-packets.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { insertConsent, listConsents, listRecipients, lockCaseForConsent } from './consent-repo.server.ts';
import { stateOf } from './consent-state.ts';
import {
  missingCategories,
  purposeOfRow,
  PURPOSES,
  type ConsentAnswer,
  type ConsentPurpose,
} from './consent.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consent.recorded': { purpose: string; decision: string; method: string; covers: boolean };
  }
}

/**
 * Records the survivor's answer to one purpose. Throws Invalid while an earlier consent to the same recipient is active, and
 * for a yes to less than the purpose needs unless that was said, and for one that names nobody: it would cover everybody. A yes that follows one that ran out lets its packets go on.
 */
export async function recordConsent(uow: UnitOfWork, caseId: string, row: number, answer: ConsentAnswer) {
  const purpose = purposeOfRow(row);
  const today = isoDate(uow.now);
  const missing = answer.decision === 'given' ? missingCategories(purpose, answer.categories) : [];
  const recipientOrganisationId = await recipientFor(uow, purpose, answer.recipientOrganisationId);
  const { recipient } = PURPOSES[purpose];
  const unnamed = answer.decision === 'given' && !answer.note;
  const wrong = {
    ...(answer.givenOn > today ? { givenOn: ['date_too_late'] } : {}),
    ...(missing.length > 0 && !answer.lessAgreed ? { lessAgreed: ['consents:error.tooNarrow'] } : {}),
    ...(unnamed && recipient === 'cso' && !recipientOrganisationId ? { note: ['consents:error.nobodyNamed'] } : {}),
    ...(unnamed && recipient === 'outside' ? { note: ['consents:error.nobodyInNote'] } : {}),
  };
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  await lockCaseForConsent(uow, caseId);
  const active = (await listConsents(uow, caseId, purpose)).some(
    (consent) =>
      stateOf(consent, today) === 'given' &&
      (PURPOSES[purpose].recipient !== 'cso' ||
        consent.recipient_organisation_id === (recipientOrganisationId ?? null)),
  );
  if (active) throw new Invalid({ decision: ['consents:error.stillActive'] });
  const id = randomUUID();
  await insertConsent(uow, id, caseId, purpose, { ...answer, recipientOrganisationId });
  const covers = answer.decision === 'given' && missing.length === 0;
  if (covers)
    await onConsentGivenAgain(uow, caseId, purpose, {
      id,
      expiresOn: answer.expiresOn ?? null,
      categories: answer.categories,
    });
  return done(redirectTo(`/cases/${caseId}/consents#row-${row}`), {
    type: 'consent.recorded',
    caseId,
    consentId: id,
    purpose,
    resource: { kind: 'Consent', id },
    detail: { purpose, decision: answer.decision, method: answer.method, covers },
  });
}

/** Where the purpose knows the recipient, the form is not asked. */
async function recipientFor(
  uow: UnitOfWork,
  purpose: ConsentPurpose,
  chosen: string | undefined,
): Promise<string | undefined> {
  const { recipient } = PURPOSES[purpose];
  if (recipient === 'own') return uow.actor.organisationId;
  if (recipient === 'outside') return undefined;
  const possible = (await listRecipients(uow)).filter(({ kind }) => kind === recipient);
  if (recipient !== 'cso') return possible[0]?.id;
  if (chosen && !possible.some(({ id }) => id === chosen))
    throw new Invalid({ recipientOrganisationId: ['invalid_choice'] });
  return chosen;
}
