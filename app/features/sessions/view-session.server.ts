import { caseHead } from '#app/features/cases/case-head.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { sessionKinds } from './session-kinds.server.ts';
import { findSession, workerNames } from './session-repo.server.ts';
import { toSessionItem } from './session-view.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'session.read': { kind: string };
  }
}

/** One session with place and note. Throws NotFound for a kind that the actor may not read. */
export async function viewSession(uow: UnitOfWork, caseId: string, sessionId: string) {
  const { read } = await sessionKinds(uow, caseId);
  const session = await findSession(uow, caseId, sessionId, read);
  if (!session) throw new NotFound();
  const { row, opened } = session;
  const workers = await workerNames(uow, [row.worker_id]);
  const view = {
    case: await caseHead(uow, caseId),
    ...toSessionItem(row, uow.reveal(opened.service, 'read'), workers),
    place: uow.reveal(opened.place, 'read'),
    note: uow.reveal(opened.note, 'read'),
  };
  return done(view, {
    type: 'session.read',
    resource: { kind: 'SupportSession', id: sessionId },
    purpose: 'read',
    detail: { kind: view.kind },
  });
}
