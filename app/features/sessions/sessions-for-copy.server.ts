import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { openSessions } from './session-repo.server.ts';
import { openVersionsOfCase } from './session-version-repo.server.ts';
import { toSessionItem, type SessionItem } from './session-view.ts';
import type { SupportKind } from './session.schema.ts';

export interface CopiedSession extends SessionItem {
  place: string | null;
  note: string | null;
  /** what it said before it was corrected, newest first */
  earlier: EarlierSession[];
}

interface EarlierSession {
  heldOn: string;
  service: string | null;
  durationMinutes: number;
  place: string | null;
  note: string | null;
  /** the day on which it was replaced, and why */
  replacedOn: string;
  reason: string | null;
}

/** The sessions of one kind with place and note, newest first. The caller has asked Cedar whether she may read the kind. */
export async function sessionsForCopy(
  uow: UnitOfWork,
  caseId: string,
  kind: SupportKind,
  purpose: string,
): Promise<CopiedSession[]> {
  const sessions = await openSessions(uow, caseId, [kind]);
  const versions = await openVersionsOfCase(uow, caseId, kind);
  const workers = await colleagueNames(
    uow,
    sessions.map(({ row }) => row.worker_id),
  );
  return sessions.map(({ row, opened }) => ({
    ...toSessionItem(row, uow.reveal(opened.service, purpose), workers),
    place: uow.reveal(opened.place, purpose),
    note: uow.reveal(opened.note, purpose),
    earlier: versions
      .filter((version) => version.row.session_id === row.id)
      .map((version) => ({
        heldOn: isoDate(version.row.held_on),
        service: uow.reveal(version.opened.service, purpose),
        durationMinutes: version.row.duration_minutes,
        place: uow.reveal(version.opened.place, purpose),
        note: uow.reveal(version.opened.note, purpose),
        replacedOn: isoDate(version.row.replaced_at),
        reason: uow.reveal(version.opened.reason, purpose),
      })),
  }));
}
