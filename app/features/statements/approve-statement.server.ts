import { isoDate } from '#app/platform/i18n/format.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { statementPath } from './statement-path.ts';
import { textOf } from './statement-text.server.ts';
import { tracesOf } from './trace-check.server.ts';
import { lockStatement, updateStatement, type StatementRow } from './statement-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'statement.read_back': { statement: string; version: number; on: string };
    /** `traces`: what the text says of who she is, by kind; `nameSeen`: it was shown and should stay */
    'statement.approved': { statement: string; version: number; traces: readonly string[]; nameSeen: boolean };
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

/**
 * She approved what was read back to her. From now on nobody changes this text, so what says who she is is looked for now, not
 * first when a packet is fixed: it stays when the writer has seen it.
 */
export async function approveStatement(uow: UnitOfWork, caseId: string, form: Step & { nameSeen?: boolean }) {
  const row = await unchanged(uow, caseId, form);
  if (row.state !== 'read_back') throw new Conflict({ locked: row.state === 'approved' });
  const { traces } = await tracesOf(uow, caseId, await textOf(uow, row, 'name check'));
  const nameSeen = form.nameSeen ?? false;
  if (traces.length > 0 && !nameSeen) throw new Invalid({ nameSeen: ['tick'] });
  await updateStatement(uow, row, { state: 'approved', approved_at: uow.now, approved_by: uow.actor.id });
  return done(redirectTo(statementPath(caseId)), {
    type: 'statement.approved',
    detail: { statement: row.id, version: row.current_version, traces, nameSeen },
  });
}

async function unchanged(uow: UnitOfWork, caseId: string, { statementId, base }: Step): Promise<StatementRow> {
  const row = await lockStatement(uow, caseId, statementId);
  if (!row) throw new NotFound();
  if (row.row_version !== base) throw new Conflict({ locked: row.state === 'approved' });
  return row;
}
