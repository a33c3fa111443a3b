import type { Code } from '#app/platform/codes.ts';
import { recordReadiness } from '#app/features/cases/record-readiness.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** What she wants about the status, answered on the application's own page. */
export async function answerReadiness(uow: UnitOfWork, caseId: string, readiness: Code<'readiness'>) {
  const { event } = await recordReadiness(uow, caseId, readiness);
  return done(redirectTo(`/cases/${caseId}/application`), event);
}
