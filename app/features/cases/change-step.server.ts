import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { countOpenTasks, moveStep } from './case-progress-repo.server.ts';
import type { ChangeStep } from './progress.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.step_changed': { from: string; to: string };
  }
}

/**
 * Moves a case to another of the six steps, forwards or back. Closure closes it, once no task is open; a supervisor opens it
 * again.
 */
export async function changeStep(uow: UnitOfWork, caseId: string, { fromStep, step }: ChangeStep) {
  if (step === 'closure' && (await countOpenTasks(uow, caseId)) > 0) throw new Invalid({ step: ['cases:error.openTasks'] });
  const closedOn = step === 'closure' ? new Date(isoDate(uow.now)) : null;
  if (!(await moveStep(uow, caseId, fromStep, step, closedOn))) throw new Conflict();
  return done(redirectTo(`/cases/${caseId}`), { type: 'case.step_changed', detail: { from: fromStep, to: step } });
}
