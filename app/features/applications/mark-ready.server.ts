import { isoDate } from '#app/platform/i18n/format.ts';
import { countedFacts } from '#app/features/facts/counted-facts.server.ts';
import { recordFact } from '#app/features/facts/record-fact.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { tellReviewers } from './tell-about-review.server.ts';
import { mayApplyAgain, type ApplicationState } from './application-states.ts';
import { countApplications, lockApplication, moveState } from './application-repo.server.ts';
import { beginApplication } from './ensure-application.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'application.ready': { counted: boolean };
    'application.begun_again': { after: string };
  }
}

const INDICATOR = 'applications_prepared';

/** The preparers are done; a second legal officer can look. Each application is counted once, however often it returns. */
export async function markReady(uow: UnitOfWork, caseId: string) {
  const row = await lockApplication(uow, caseId);
  if (!row || !(await moveState(uow, row.id, 'drafting', 'ready'))) throw new Conflict();
  const due = (await countedFacts(uow, caseId, INDICATOR)) < (await countApplications(uow, caseId));
  const fact = due ? await recordFact(uow, caseId, { indicator: INDICATOR, occurredOn: isoDate(uow.now) }) : null;
  await tellReviewers(uow, caseId, row.prepared_by);
  return done(redirectTo(`/cases/${caseId}/application`), {
    type: 'application.ready',
    resource: { kind: 'Application', id: row.id },
    detail: { counted: fact !== null },
  });
}

/** A rejected or withdrawn person may apply again: a new, empty application; the earlier one stays as it is. */
export async function applyAgain(uow: UnitOfWork, caseId: string) {
  const row = await lockApplication(uow, caseId);
  if (!row || !mayApplyAgain(row.state as ApplicationState)) throw new Conflict();
  const begun = await beginApplication(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/application`), {
    type: 'application.begun_again',
    resource: { kind: 'Application', id: begun.id },
    detail: { after: row.id },
  });
}
