import { openRow, openRows } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** The case's newest application with its opened sections, locked until the transaction ends. Null when there is none. */
export async function lockApplication(uow: UnitOfWork, caseId: string) {
  const [locked] = await transactionOf(uow).$queryRaw<{ id: string }[]>`
    SELECT id FROM casework.application WHERE case_id = ${caseId}::uuid ORDER BY created_at DESC LIMIT 1 FOR NO KEY UPDATE`;
  if (!locked) return null;
  const row = await transactionOf(uow).application.findUniqueOrThrow({ where: { id: locked.id } });
  return { row, opened: await openRow(uow, 'application', row) };
}

/** The text that the survivor approved last, in its language. Null when she has approved none. */
export async function openApprovedStatement(uow: UnitOfWork, caseId: string) {
  const statement = await transactionOf(uow).statement.findFirst({
    where: { case_id: caseId, approved_at: { not: null } },
    orderBy: { approved_at: 'desc' },
  });
  if (!statement) return null;
  const version = await transactionOf(uow).statement_version.findFirst({
    where: { statement_id: statement.id, version: statement.current_version },
  });
  if (!version) return null;
  return { language: statement.language, text: (await openRow(uow, 'statement_version', version)).text };
}

/** The evidence of an application that was not removed, in the order in which it was added. */
export async function openEvidence(uow: UnitOfWork, applicationId: string) {
  const rows = await transactionOf(uow).evidence.findMany({
    where: { application_id: applicationId, removed_at: null },
    orderBy: [{ added_at: 'asc' }, { id: 'asc' }],
  });
  const opened = await openRows(uow, 'evidence', rows);
  return rows.map((row, position) => ({ row, opened: opened[position]! }));
}

export async function openEvidenceFile(uow: UnitOfWork, evidenceId: string) {
  const rows = await transactionOf(uow).evidence_chunk.findMany({
    where: { evidence_id: evidenceId },
    orderBy: { position: 'asc' },
  });
  return (await openRows(uow, 'evidence_chunk', rows)).map((opened) => opened.content);
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
