import { isoDate } from '#app/platform/i18n/format.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { statementPath } from './statement-path.ts';
import { lockStatement, updateStatement, type StatementRow } from './statement-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'statement.read_back': { statement: string; version: number; on: string };
    'statement.approved': { statement: string; version: number };
  }
}

interface Step {
  statementId: string;
  base: number;
}

/** The text as it stands was read back to her on a day. A later change asks for reading it back again. */
export async function recordReadBack(uow: UnitOfWork, caseId: string, form: Step & { readBackOn: string }) {
  const row = await unchanged(uow, caseId, form);
  if (row.state === 'approved' || row.current_version === 0) throw new Conflict({ locked: row.state === 'approved' });
  if (form.readBackOn > isoDate(uow.now)) throw new Invalid({ readBackOn: ['date_too_late'] });
  await updateStatement(uow, row, { state: 'read_back', read_back_at: new Date(form.readBackOn) });
  return done(redirectTo(statementPath(caseId)), {
    type: 'statement.read_back',
    detail: { statement: row.id, version: row.current_version, on: form.readBackOn },
  });
}

/** She approved what was read back to her. From now on nobody changes this text. */
export async function approveStatement(uow: UnitOfWork, caseId: string, form: Step) {
  const row = await unchanged(uow, caseId, form);
  if (row.state !== 'read_back') throw new Conflict({ locked: row.state === 'approved' });
  await updateStatement(uow, row, { state: 'approved', approved_at: uow.now, approved_by: uow.actor.id });
  return done(redirectTo(statementPath(caseId)), {
    type: 'statement.approved',
    detail: { statement: row.id, version: row.current_version },
  });
}

async function unchanged(uow: UnitOfWork, caseId: string, { statementId, base }: Step): Promise<StatementRow> {
  const row = await lockStatement(uow, caseId, statementId);
  if (!row) throw new NotFound();
  if (row.row_version !== base) throw new Conflict({ locked: row.state === 'approved' });
  return row;
}
