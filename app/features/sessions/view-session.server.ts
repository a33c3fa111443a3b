import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { caseHead } from '#app/features/cases/case-head.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { sessionKinds } from './session-kinds.server.ts';
import { findSession } from './session-repo.server.ts';
import { openVersions } from './session-version-repo.server.ts';
import { toSessionItem } from './session-view.ts';
import type { Service, SupportKind } from './session.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'session.read': { kind: string };
  }
}

/** One session with place and note, and what it said before it was corrected. Throws NotFound for a kind that the actor may not read. */
export async function viewSession(uow: UnitOfWork, caseId: string, sessionId: string) {
  const { read, record } = await sessionKinds(uow, caseId);
  const session = await findSession(uow, caseId, sessionId, read);
  if (!session) throw new NotFound();
  const { row, opened } = session;
  const versions = row.row_version > 1 ? await openVersions(uow, sessionId) : [];
  const workers = await colleagueNames(uow, [row.worker_id, ...versions.map((version) => version.row.replaced_by)]);
  const kind = row.compartment as SupportKind;
  const mayCorrect = row.recorded_by === uow.actor.id && record.includes(kind);
  const view = {
    case: await caseHead(uow, caseId),
    ...toSessionItem(row, uow.reveal(opened.service, 'read'), workers),
    place: uow.reveal(opened.place, 'read'),
    note: uow.reveal(opened.note, 'read'),
    version: row.row_version,
    mayCorrect,
    draft: mayCorrect ? await keptDraft(uow, `/cases/${caseId}/sessions/${sessionId}#correction`) : null,
    today: isoDate(uow.now),
    versions: versions.map(({ row: earlier, opened: before }) => ({
      version: earlier.version,
      service: uow.reveal(before.service, 'read') as Service,
      heldOn: isoDate(earlier.held_on),
      durationMinutes: earlier.duration_minutes,
      place: uow.reveal(before.place, 'read'),
      note: uow.reveal(before.note, 'read'),
      reason: uow.reveal(before.reason, 'read'),
      replacedBy: workers.get(earlier.replaced_by) ?? '',
      replacedAt: earlier.replaced_at.toISOString(),
    })),
  };
  return done(view, {
    type: 'session.read',
    resource: { kind: 'SupportSession', id: sessionId },
    purpose: 'read',
    detail: { kind: view.kind },
  });
}

export type SessionView = Awaited<ReturnType<typeof viewSession>>['view'];
