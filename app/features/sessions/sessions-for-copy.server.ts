import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { openSessions, workerNames } from './session-repo.server.ts';
import { toSessionItem, type SessionItem } from './session-view.ts';
import type { SupportKind } from './session.schema.ts';

export interface CopiedSession extends SessionItem {
  place: string | null;
  note: string | null;
}

/** The sessions of one kind with place and note, newest first. The caller has asked Cedar whether she may read the kind. */
export async function sessionsForCopy(
  uow: UnitOfWork,
  caseId: string,
  kind: SupportKind,
  purpose: string,
): Promise<CopiedSession[]> {
  const sessions = await openSessions(uow, caseId, [kind]);
  const workers = await workerNames(
    uow,
    sessions.map(({ row }) => row.worker_id),
  );
  return sessions.map(({ row, opened }) => ({
    ...toSessionItem(row, uow.reveal(opened.service, purpose), workers),
    place: uow.reveal(opened.place, purpose),
    note: uow.reveal(opened.note, purpose),
  }));
}
