import { openRow, openRows, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { OutcomeForm, ReferralForm } from './referral.schema.ts';

interface NewReferral extends ReferralForm {
  id: string;
  caseId: string;
  recipient: string;
  /** the ids of its facts, kept inside the seal */
  statistics: string | null;
}

export async function insertReferral(uow: UnitOfWork, referral: NewReferral): Promise<void> {
  const { id, caseId: case_id, service, recipient, note, statistics } = referral;
  const row = { id, organisation_id: uow.actor.organisationId, case_id, row_version: 1 };
  const sealed = await sealRow(uow, 'referral', row, { service: service as string, recipient, note, statistics });
  await transactionOf(uow).referral.createMany({
    data: [
      {
        ...row,
        ...sealed,
        referred_on: new Date(referral.referredOn),
        way: referral.way,
        consent_id: referral.consentId ?? null,
        categories: referral.categories,
        recorded_by: uow.actor.id,
        recorded_at: uow.now,
      },
    ],
  });
}

const WITH_CONSENT = { consent: true } as const;

/** The referrals of a case, newest first, with what, to whom and the answer; notes stay closed. */
export async function listReferrals(uow: UnitOfWork, caseId: string) {
  const rows = await transactionOf(uow).referral.findMany({
    where: { case_id: caseId },
    orderBy: [{ referred_on: 'desc' }, { recorded_at: 'desc' }],
    omit: { note_ct: true, outcome_note_ct: true, statistics_ct: true },
    include: WITH_CONSENT,
  });
  const opened = await openRows(uow, 'referral', rows);
  return rows.map((row, position) => ({ row, opened: opened[position]! }));
}

/** As `listReferrals`, with the notes. */
export async function openReferrals(uow: UnitOfWork, caseId: string) {
  const rows = await transactionOf(uow).referral.findMany({
    where: { case_id: caseId },
    orderBy: [{ referred_on: 'desc' }, { recorded_at: 'desc' }],
    omit: { statistics_ct: true },
    include: WITH_CONSENT,
  });
  const opened = await openRows(uow, 'referral', rows);
  return rows.map((row, position) => ({ row, opened: opened[position]! }));
}

/** One referral of a case with its opened fields; null when it is not there for this actor. */
export async function findReferral(uow: UnitOfWork, caseId: string, referralId: string) {
  const row = await transactionOf(uow).referral.findFirst({
    where: { id: referralId, case_id: caseId },
    omit: { statistics_ct: true },
    include: WITH_CONSENT,
  });
  return row ? { row, opened: await openRow(uow, 'referral', row) } : null;
}

type Found = NonNullable<Awaited<ReturnType<typeof findReferral>>>['row'];

/**
 * Writes what came of it. False when that was recorded meanwhile. The row's version stays: nothing that was sealed changes, and
 * the answer is sealed once.
 */
export async function writeOutcome(uow: UnitOfWork, row: Found, form: OutcomeForm): Promise<boolean> {
  const sealed = await sealRow(uow, 'referral', row, {
    outcome: form.outcome as string,
    outcome_note: form.outcomeNote,
  });
  const { count } = await transactionOf(uow).referral.updateMany({
    where: { id: row.id, outcome_at: null },
    data: { ...sealed, outcome_on: new Date(form.outcomeOn), outcome_by: uow.actor.id, outcome_at: uow.now },
  });
  return count === 1;
}
