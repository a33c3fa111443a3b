import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { listAssignments } from './assignment-repo.server.ts';
import { findProgress } from './case-progress-repo.server.ts';
import { dayOf } from './case-view.ts';

/** Where the case stands, and in which roles and when people worked on it: their names are a supervisor's to see. */
export async function standingForCopy(uow: UnitOfWork, caseId: string) {
  const { row } = await findProgress(uow, caseId);
  const team = await listAssignments(uow, caseId);
  return {
    code: row.code,
    step: row.step as Code<'caseStep'>,
    readiness: row.readiness as Code<'readiness'>,
    openedOn: dayOf(row.opened_on),
    closedOn: row.closed_on && dayOf(row.closed_on),
    team: team.map(({ assignee, assigned_at, ended_at }) => ({
      roles: assignee.roles as Code<'role'>[],
      from: isoDate(assigned_at),
      until: ended_at && isoDate(ended_at),
    })),
  };
}
