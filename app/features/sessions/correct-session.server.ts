import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { sessionKinds } from './session-kinds.server.ts';
import { findSession } from './session-repo.server.ts';
import { keepVersion, writeCorrection } from './session-version-repo.server.ts';
import type { CorrectionForm, SupportKind } from './session.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** `version`: the one that was replaced, and stays readable */
    'session.corrected': { kind: string; version: number };
  }
}

/**
 * Corrects a session; what it said before is kept. Throws NotFound for a kind that the actor does not record, Forbidden unless
 * she recorded it, Conflict when it was corrected after the page was opened, Invalid when a part of a group session would get
 * another day or service than the group's. What was counted by it stays counted.
 */
export async function correctSession(
  uow: UnitOfWork,
  caseId: string,
  sessionId: string,
  kind: SupportKind,
  form: CorrectionForm,
) {
  const { record } = await sessionKinds(uow, caseId);
  const found = record.includes(kind) ? await findSession(uow, caseId, sessionId, [kind]) : null;
  if (!found) throw new NotFound();
  const { row, opened } = found;
  if (row.recorded_by !== uow.actor.id) throw new Forbidden();
  const ofGroup = row.group_session_id !== null;
  const wrong = {
    ...(ofGroup && form.heldOn !== isoDate(row.held_on) ? { heldOn: ['sessions:error.ofTheGroup'] } : {}),
    ...(ofGroup && form.service !== uow.reveal(opened.service, 'compare') ? { service: ['sessions:error.ofTheGroup'] } : {}),
    ...(form.heldOn > isoDate(uow.now) ? { heldOn: ['date_too_late'] } : {}),
  };
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  if (row.row_version !== form.seenVersion) throw new Conflict();
  await keepVersion(uow, found, form.reason);
  if (!(await writeCorrection(uow, found, form))) throw new Conflict();
  await noteActivity(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/sessions/${sessionId}`), {
    type: 'session.corrected',
    caseId,
    resource: { kind: 'SupportSession', id: sessionId },
    detail: { kind, version: row.row_version },
  });
}
