import { openRow, sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { FactProfile } from './fact-profile.ts';

export interface FactValues extends FactProfile {
  id: string;
  indicator: string;
  quarter: string;
  service_group: string;
  capability: string;
  person_key: Uint8Array<ArrayBuffer>;
}

/** Adds facts. They are not read back: who records them cannot select them. */
export async function insertFacts(uow: UnitOfWork, facts: readonly FactValues[]): Promise<void> {
  const organisation_id = uow.actor.organisationId;
  await transactionOf(uow).fact.createMany({ data: facts.map((fact) => ({ ...fact, organisation_id })) });
}

/** Periods that this organisation has approved or that a release was built for: nothing is added to them any more. */
export async function closedPeriods(uow: UnitOfWork): Promise<string[]> {
  const approvals = await transactionOf(uow).total_approval.findMany({ select: { period: true } });
  const releases = await transactionOf(uow).release.findMany({ select: { period: true } });
  return [...approvals, ...releases].map(({ period }) => period);
}

/** The case's sealed link, locked until the transaction ends, so that a person is counted once in a quarter. */
export async function lockLink(uow: UnitOfWork, caseId: string) {
  const transaction = transactionOf(uow);
  await transaction.$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`;
  const row = await transaction.case_file.findUniqueOrThrow({
    where: { id: caseId },
    select: { id: true, organisation_id: true, row_version: true, statistics_link_ct: true },
  });
  return { row, link: (await openRow(uow, 'case_file', row)).statistics_link };
}

export type LinkRow = Awaited<ReturnType<typeof lockLink>>['row'];

export async function saveLink(uow: UnitOfWork, row: LinkRow, link: string): Promise<void> {
  const next = { ...row, row_version: row.row_version + 1 };
  const sealed = await sealRow(uow, 'case_file', next, { statistics_link: link });
  await transactionOf(uow).case_file.updateMany({
    where: { id: row.id, row_version: row.row_version },
    data: { ...sealed, row_version: next.row_version },
  });
}
