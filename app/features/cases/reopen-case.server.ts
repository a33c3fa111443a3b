import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { moveStep } from './case-progress-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.reopened': Record<string, never>;
  }
}

/** Opens a closed case again, at follow-up. The supervisor's, because a closed case takes no new records. */
export async function reopenCase(uow: UnitOfWork, caseId: string) {
  if (!(await moveStep(uow, caseId, 'closure', 'follow_up', null))) throw new Conflict();
  return done(redirectTo(`/cases/${caseId}`), { type: 'case.reopened', detail: {} });
}
