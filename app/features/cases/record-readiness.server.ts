import { done, redirectTo } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { setReadiness } from './case-progress-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.readiness_recorded': { readiness: string };
  }
}

/** What the survivor wants about the status, today. "Not now" is an answer like the others and may change any day. */
export async function recordReadiness(uow: UnitOfWork, caseId: string, readiness: Code<'readiness'>) {
  await setReadiness(uow, caseId, readiness);
  return done(redirectTo(`/cases/${caseId}`), { type: 'case.readiness_recorded', detail: { readiness } });
}
