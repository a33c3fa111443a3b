import { openRow, openRows, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { PURPOSES, type ConsentAnswer, type ConsentPurpose } from './consent.schema.ts';

/**
 * Locks (FOR SHARE) and answers the consent of a day, `2026-11-23`, that covers everything the purpose needs. `recipient`: the
 * organisation that would receive something; a consent that names another one does not count.
 */
export async function lockActiveConsent(
  uow: UnitOfWork,
  caseId: string,
  purpose: ConsentPurpose,
  day: string,
  recipient: string | null,
): Promise<{ id: string } | null> {
  const rows = await transactionOf(uow).$queryRaw<{ id: string }[]>`
    SELECT id FROM casework.consent
    WHERE case_id = ${caseId}::uuid AND purpose = ${purpose} AND decision = 'given' AND withdrawn_at IS NULL
      AND given_on <= ${day}::date AND (expires_on IS NULL OR expires_on >= ${day}::date)
      AND categories @> ${[...PURPOSES[purpose].categories]}::text[]
      AND (${recipient}::uuid IS NULL OR recipient_organisation_id IS NULL OR recipient_organisation_id = ${recipient}::uuid)
    ORDER BY given_on DESC, recorded_at DESC
    LIMIT 1
    FOR SHARE`;
  return rows[0] ?? null;
}

/** Locks (FOR SHARE) the consent with this id; false when the case has none like it. What it says is asked after the lock. */
export async function lockReferralConsent(uow: UnitOfWork, caseId: string, consentId: string): Promise<boolean> {
  const rows = await transactionOf(uow).$queryRaw<{ id: string }[]>`
    SELECT id FROM casework.consent WHERE id = ${consentId}::uuid AND case_id = ${caseId}::uuid AND purpose = 'referral' FOR SHARE`;
  return rows.length > 0;
}

/** Two people who record an answer for the same case do it one after the other. */
export async function lockCaseForConsent(uow: UnitOfWork, caseId: string): Promise<void> {
  await transactionOf(uow).$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`;
}

/** Every answer of one case, newest first, without opening a note. */
export function listConsents(uow: UnitOfWork, caseId: string, purpose?: ConsentPurpose) {
  return transactionOf(uow).consent.findMany({
    where: { case_id: caseId, ...(purpose ? { purpose } : {}) },
    orderBy: [{ recorded_at: 'desc' }, { id: 'asc' }],
  });
}

export type ConsentRow = Awaited<ReturnType<typeof listConsents>>[number];

export function openConsentNotes(uow: UnitOfWork, rows: readonly ConsentRow[]) {
  return openRows(uow, 'consent', rows);
}

export async function insertConsent(
  uow: UnitOfWork,
  id: string,
  caseId: string,
  purpose: ConsentPurpose,
  answer: ConsentAnswer & { recipientOrganisationId: string | undefined },
): Promise<void> {
  const row = { id, organisation_id: uow.actor.organisationId, case_id: caseId, row_version: 1 };
  const sealed = await sealRow(uow, 'consent', row, { note: answer.note });
  await transactionOf(uow).consent.createMany({
    data: [
      {
        ...row,
        ...sealed,
        purpose,
        recipient_organisation_id: answer.recipientOrganisationId ?? null,
        decision: answer.decision,
        method: answer.method,
        language: answer.language,
        interpreter_used: answer.interpreterUsed,
        categories: answer.categories,
        given_on: new Date(answer.givenOn),
        expires_on: answer.expiresOn ? new Date(answer.expiresOn) : null,
        recorded_by: uow.actor.id,
        recorded_at: uow.now,
      },
    ],
  });
}

/** Waits for every disclosure that holds a consent of this purpose, then answers all of them, newest first. */
export async function lockConsents(uow: UnitOfWork, caseId: string, purpose: ConsentPurpose): Promise<ConsentRow[]> {
  await transactionOf(uow).$queryRaw`
    SELECT id FROM casework.consent WHERE case_id = ${caseId}::uuid AND purpose = ${purpose} ORDER BY id FOR NO KEY UPDATE`;
  return listConsents(uow, caseId, purpose);
}

/** Marks a locked consent as withdrawn. Its notes are sealed anew, because they are bound to the row's version. */
export async function markWithdrawn(
  uow: UnitOfWork,
  row: ConsentRow,
  withdrawalNote: string | undefined,
): Promise<void> {
  const opened = await openRow(uow, 'consent', row);
  const next = { ...row, row_version: row.row_version + 1 };
  const sealed = await sealRow(uow, 'consent', next, {
    note: uow.reveal(opened.note, 'reseal'),
    withdrawal_note: withdrawalNote,
  });
  await transactionOf(uow).consent.updateMany({
    where: { id: row.id, row_version: row.row_version },
    data: { ...sealed, row_version: next.row_version, withdrawn_at: uow.now, withdrawn_by: uow.actor.id },
  });
}

/** Organisations that can receive something, by kind. */
export function listRecipients(uow: UnitOfWork) {
  return transactionOf(uow).organisation.findMany({
    where: { id: { not: uow.actor.organisationId } },
    select: { id: true, kind: true, name: true },
    orderBy: { name: 'asc' },
  });
}
