import { colleagueNames } from '#app/features/members/colleague-name.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { openGroupSession } from './group-session-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'group_session.read': { shown: number };
  }
}

/** One group session with its note, and the codes of those who came whose cases the actor works on. */
export async function viewGroupSession(uow: UnitOfWork, groupId: string) {
  const { row, opened } = await openGroupSession(uow, groupId);
  const workers = await colleagueNames(uow, [row.leader_id]);
  const view = {
    id: row.id,
    heldOn: row.held_on.toISOString().slice(0, 10),
    durationMinutes: row.duration_minutes,
    leader: workers.get(row.leader_id) ?? '',
    topic: uow.reveal(opened.topic, 'read'),
    note: uow.reveal(opened.note, 'read'),
    attendances: row.attendances.map((attendance) => ({
      sessionId: attendance.id,
      caseId: attendance.case_id,
      code: attendance.case_file.code,
      hasNote: attendance.note_ct !== null,
    })),
  };
  return done(view, { type: 'group_session.read', purpose: 'read', detail: { shown: view.attendances.length } });
}
