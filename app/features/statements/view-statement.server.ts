import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { takenBack } from '#app/features/applications/taken-back.server.ts';
import { caseFacts } from '#app/features/cases/case-facts.server.ts';
import { caseHead, caseParts } from '#app/features/cases/case-head.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { currentSetting } from '#app/features/settings/current-setting.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { textOf } from './statement-text.server.ts';
import { tracesOf } from './trace-check.server.ts';
import { statementPath } from './statement-path.ts';
import type { StatementState, VersionKind } from './statement-states.ts';
import {
  findStatement,
  findVersion,
  listVersionRows,
  openVersionText,
  type StatementRow,
} from './statement-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'statement.viewed': { version: number };
    'statement.version_viewed': { statement: string; version: number };
  }
}

/** The statement in force with what helps to write it: the period, warnings, earlier versions. */
export async function viewStatement(uow: UnitOfWork, caseId: string) {
  const head = await caseHead(uow, caseId);
  const row = await findStatement(uow, caseId);
  const text = row ? await textOf(uow, row) : '';
  const { value: period, verified } = await currentSetting(uow, 'period', uow.now);
  const versions = await viewVersions(uow, caseId);
  const facts = await caseFacts(uow, caseId);
  const resource = facts && ({ type: 'Case', id: caseId, facts } as const);
  const view = {
    head,
    parts: await caseParts(uow, caseId),
    today: isoDate(uow.now),
    mayWrite: resource !== null && uow.may('writeStatement', resource),
    period: { ...period, verified },
    statement: row && { ...toStatement(row), text },
    found: await tracesOf(uow, caseId, text),
    versions,
    takenBack: row?.state === 'approved' ? await takenBack(uow, caseId) : null,
    draft: row && row.state !== 'approved' ? await keptDraft(uow, `${statementPath(caseId)}#statement`) : null,
  };
  return done(view, { type: 'statement.viewed', detail: { version: row?.current_version ?? 0 } });
}

export type StatementView = Awaited<ReturnType<typeof viewStatement>>['view'];

/** One version as it was. */
export async function viewVersion(uow: UnitOfWork, caseId: string, statementId: string, version: number) {
  const head = await caseHead(uow, caseId);
  const row = await findVersion(uow, statementId, version);
  if (!row || row.case_id !== caseId) throw new NotFound();
  const names = await colleagueNames(uow, [row.written_by]);
  const view = {
    head,
    version,
    language: row.statement.language,
    author: names.get(row.written_by) ?? '',
    at: row.written_at.toISOString(),
    text: uow.reveal(await openVersionText(uow, row), 'earlier version') ?? '',
  };
  return done(view, { type: 'statement.version_viewed', detail: { statement: statementId, version } });
}

function toStatement(row: StatementRow) {
  return {
    id: row.id,
    language: row.language,
    state: row.state as StatementState,
    version: row.current_version,
    base: row.row_version,
    readBackOn: row.read_back_at ? isoDate(row.read_back_at) : null,
    approvedOn: row.approved_at ? isoDate(row.approved_at) : null,
  };
}

async function viewVersions(uow: UnitOfWork, caseId: string) {
  const rows = await listVersionRows(uow, caseId);
  const names = await colleagueNames(
    uow,
    rows.map((row) => row.written_by),
  );
  return rows.map((row) => ({
    statementId: row.statement_id,
    version: row.version,
    kind: row.kind as VersionKind,
    author: names.get(row.written_by) ?? '',
    at: row.written_at.toISOString(),
  }));
}
