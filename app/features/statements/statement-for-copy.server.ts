import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import {
  findStatement,
  findVersion,
  listVersionRows,
  openVersionText,
  type StatementRow,
} from './statement-repo.server.ts';
import type { StatementState } from './statement-states.ts';

/** The statement in force with its text, and when each version was written and by whom. The caller has asked Cedar for `readStatement`. */
export async function statementForCopy(uow: UnitOfWork, caseId: string, purpose: string) {
  const row = await findStatement(uow, caseId);
  const versions = await listVersionRows(uow, caseId);
  const names = await colleagueNames(
    uow,
    versions.map(({ written_by }) => written_by),
  );
  return {
    statement: row && {
      language: row.language,
      state: row.state as StatementState,
      version: row.current_version,
      readBackOn: row.read_back_at && isoDate(row.read_back_at),
      approvedOn: row.approved_at && isoDate(row.approved_at),
      text: await textOf(uow, row, purpose),
    },
    versions: versions.map(({ version, written_at, written_by }) => ({
      version,
      at: written_at.toISOString(),
      by: names.get(written_by) ?? '',
    })),
  };
}

async function textOf(uow: UnitOfWork, row: StatementRow, purpose: string): Promise<string | null> {
  const version = await findVersion(uow, row.id, row.current_version);
  return version && uow.reveal(await openVersionText(uow, version), purpose);
}
