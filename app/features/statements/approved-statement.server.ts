import type { Plaintext } from '#app/kernel/plaintext.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findAuthors, findStatement, findVersion, openVersionText } from './statement-repo.server.ts';

export interface ApprovedStatement {
  statementId: string;
  version: number;
  language: string;
  approvedAt: Date;
  text: Plaintext;
}

/** The case's statement with its text still sealed; null while there is none or the one in force is not approved. */
export async function approvedStatement(uow: UnitOfWork, caseId: string): Promise<ApprovedStatement | null> {
  const row = await findStatement(uow, caseId);
  if (!row?.approved_at) return null;
  const version = await findVersion(uow, row.id, row.current_version);
  const text = version && (await openVersionText(uow, version));
  if (!version || !text) return null;
  return { statementId: row.id, version: version.version, language: row.language, approvedAt: row.approved_at, text };
}

/** Where the statement stands, without opening it. */
export async function statementState(
  uow: UnitOfWork,
  caseId: string,
): Promise<'none' | 'drafting' | 'read_back' | 'approved'> {
  const row = await findStatement(uow, caseId);
  return row ? (row.state as 'drafting' | 'read_back' | 'approved') : 'none';
}

/** Everybody who wrote in it: they do not review what it becomes part of. */
export function statementAuthors(uow: UnitOfWork, caseId: string): Promise<string[]> {
  return findAuthors(uow, caseId);
}

/** Changes with every version and with approval. */
export async function statementMark(uow: UnitOfWork, caseId: string): Promise<string> {
  const row = await findStatement(uow, caseId);
  return row ? `${row.id}#${row.row_version}` : 'none';
}
