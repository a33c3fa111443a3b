import { done, redirectTo } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { setReadiness } from './case-progress-repo.server.ts';
import { tellLawyers } from './tell-lawyers.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.readiness_recorded': { readiness: string; told: number };
  }
}

/**
 * What the survivor wants about the status, today. "Not now" is an answer like the others and may change any day. That she
 * wants to apply now is told to legal officers.
 */
export async function recordReadiness(uow: UnitOfWork, caseId: string, readiness: Code<'readiness'>) {
  const changed = await setReadiness(uow, caseId, readiness);
  const told = changed && readiness === 'wants_to_apply' ? await tellLawyers(uow, caseId) : 0;
  return done(redirectTo(`/cases/${caseId}`), { type: 'case.readiness_recorded', detail: { readiness, told } });
}
