import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findStatement, findVersion, openVersionText, type StatementRow } from './statement-repo.server.ts';

/** The statement's text as it stands; the reading is recorded under `purpose`. */
export async function textOf(uow: UnitOfWork, row: StatementRow, purpose = 'statement'): Promise<string> {
  const version = await findVersion(uow, row.id, row.current_version);
  const text = version ? uow.reveal(await openVersionText(uow, version), purpose) : '';
  return text === '\n' ? '' : (text ?? '');
}

/** As `textOf`, of the case's statement in force; empty while there is none. */
export async function currentText(uow: UnitOfWork, caseId: string, purpose: string): Promise<string> {
  const row = await findStatement(uow, caseId);
  return row ? textOf(uow, row, purpose) : '';
}
