import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** Nothing of this case's application, statement or evidence list is written until the transaction ends. */
export async function lockCaseForFreezing(uow: UnitOfWork, caseId: string): Promise<void> {
  await transactionOf(uow).$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`;
}

/** The terms of consents, oldest first. */
export function consentTerms(uow: UnitOfWork, ids: readonly string[]) {
  return transactionOf(uow).consent.findMany({
    where: { id: { in: [...ids] } },
    orderBy: [{ given_on: 'asc' }, { id: 'asc' }],
    select: { id: true, purpose: true, method: true, given_on: true, expires_on: true, categories: true },
  });
}

export async function applicationState(uow: UnitOfWork, applicationId: string): Promise<string> {
  const row = await transactionOf(uow).application.findUniqueOrThrow({ where: { id: applicationId }, select: { state: true } });
  return row.state;
}
