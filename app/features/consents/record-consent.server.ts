import { randomUUID } from 'node:crypto';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { insertConsent, listConsents, listRecipients, lockCaseForConsent } from './consent-repo.server.ts';
import { stateOf } from './consent-state.ts';
import { purposeOfRow, PURPOSES, type ConsentAnswer, type ConsentPurpose } from './consent.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'consent.recorded': { purpose: string; decision: string; method: string };
  }
}

/** Records the survivor's answer to one purpose. Throws Invalid while an earlier consent to the same recipient is active. */
export async function recordConsent(uow: UnitOfWork, caseId: string, row: number, answer: ConsentAnswer) {
  const purpose = purposeOfRow(row);
  const today = isoDate(uow.now);
  if (answer.givenOn > today) throw new Invalid({ givenOn: ['date_too_late'] });
  const recipientOrganisationId = await recipientFor(uow, purpose, answer.recipientOrganisationId);
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
  return done(redirectTo(`/cases/${caseId}/consents#row-${row}`), {
    type: 'consent.recorded',
    caseId,
    consentId: id,
    purpose,
    resource: { kind: 'Consent', id },
    detail: { purpose, decision: answer.decision, method: answer.method },
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
