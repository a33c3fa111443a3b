import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** Nothing of this case's application, statement or evidence list is written until the transaction ends. */
export async function lockCaseForFreezing(uow: UnitOfWork, caseId: string): Promise<void> {
  await transactionOf(uow).$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`;
}

/** Which of these consents are active on `day`; they stay share-locked until the transaction ends. */
export async function lockConsents(uow: UnitOfWork, ids: readonly string[], day: string) {
  if (ids.length === 0) return [];
  return transactionOf(uow).$queryRaw<{ id: string; purpose: string; method: string; given_on: Date }[]>`
    SELECT id, purpose, method, given_on FROM casework.consent
    WHERE id = ANY(${[...ids]}::uuid[]) AND decision = 'given' AND withdrawn_at IS NULL
      AND given_on <= ${day}::date AND (expires_on IS NULL OR expires_on >= ${day}::date)
    ORDER BY given_on, id
    FOR SHARE`;
}

export async function applicationState(uow: UnitOfWork, applicationId: string): Promise<string> {
  const row = await transactionOf(uow).application.findUniqueOrThrow({ where: { id: applicationId }, select: { state: true } });
  return row.state;
}
