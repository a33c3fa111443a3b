import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { applicationWritten } from '#app/features/applications/application-written.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { SaveStatement } from './statement.schema.ts';
import { statementPath } from './statement-path.ts';
import {
  findVersion,
  insertVersion,
  lockStatement,
  openVersionText,
  overwriteVersion,
  updateStatement,
  type StatementRow,
  type VersionRow,
} from './statement-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'statement.saved': { statement: string; version: number; how: string };
  }
}

/** Autosaved texts of one author are one version for so long. */
const SITTING_MS = 10 * 60_000;
/** Characters that a sitting may take away from its version; who takes more away leaves the earlier text as a version. */
const LOSS = 100;

/** What the page sends every few seconds while somebody writes. Answers the base of the next save. */
export async function keepStatement(uow: UnitOfWork, caseId: string, form: SaveStatement) {
  const saved = await save(uow, caseId, form, 'autosaved');
  return done({ base: saved.base }, savedEvent(form, saved.version, 'autosaved'));
}

/** The save button: a version of its own. */
export async function saveStatement(uow: UnitOfWork, caseId: string, form: SaveStatement) {
  const saved = await save(uow, caseId, form, 'saved');
  return done(redirectTo(statementPath(caseId)), savedEvent(form, saved.version, 'saved'));
}

/**
 * Writes only on the text that the writer had before her. Whoever comes later gets a Conflict and keeps her own text; the
 * page then loads the other one beside it. An approved statement answers the same way: it takes no more writing.
 */
async function save(uow: UnitOfWork, caseId: string, form: SaveStatement, kind: 'autosaved' | 'saved') {
  const text = form.text.replace(/\r\n?/g, '\n');
  const row = await lockStatement(uow, caseId, form.statementId);
  if (!row) throw new NotFound();
  if (row.state === 'approved') throw new Conflict({ locked: true });
  const latest = await findVersion(uow, row.id, row.current_version);
  const stored = latest ? uow.reveal(await openVersionText(uow, latest), 'save') : '';
  const unchanged = stored === text || (stored === '\n' && text === '');
  if (row.row_version !== form.base && !unchanged) throw new Conflict({ locked: false });
  if (unchanged && (kind === 'autosaved' || latest?.kind !== 'autosaved')) {
    return { base: row.row_version, version: row.current_version };
  }
  const shrinks = stored.length - text.length > LOSS;
  const version = await write(uow, row, shrinks ? null : latest, kind, text);
  await updateStatement(uow, row, { state: 'drafting', current_version: version, read_back_at: null });
  await applicationWritten(uow, caseId);
  await noteActivity(uow, caseId);
  return { base: row.row_version + 1, version };
}

async function write(
  uow: UnitOfWork,
  row: StatementRow,
  /** the version that may go on; null = a new one */
  latest: VersionRow | null,
  kind: 'autosaved' | 'saved',
  text: string,
) {
  const sameSitting =
    latest?.kind === 'autosaved' &&
    latest.written_by === uow.actor.id &&
    row.state === 'drafting' &&
    uow.now.getTime() - latest.written_at.getTime() < SITTING_MS;
  if (latest && sameSitting) {
    await overwriteVersion(uow, latest, kind, text);
    return latest.version;
  }
  await insertVersion(uow, row, { version: row.current_version + 1, kind, text });
  return row.current_version + 1;
}

function savedEvent(form: SaveStatement, version: number, how: string) {
  return { type: 'statement.saved', detail: { statement: form.statementId, version, how } } as const;
}
