import { packetsOfCase } from '#app/features/packets/packets-of-case.server.ts';
import { applicationWindow } from '#app/features/settings/current-setting.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { ActionFor, Resource } from '#app/kernel/actions.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { caseFacts } from './case-facts.server.ts';
import { findProgress } from './case-progress-repo.server.ts';
import { dayOf, daysSince } from './case-view.ts';
import { lawyerWanted } from './lawyer-wanted.ts';
import { nextStep } from './next-step.ts';
import { timelineOf } from './timeline.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'case.viewed': { shown: number };
  }
}

/** Where a case stands, what comes next, what this member may open, and what happened. No name. */
export async function viewCase(uow: UnitOfWork, caseId: string) {
  const facts = await caseFacts(uow, caseId);
  if (!facts) throw new NotFound();
  const resource: Resource<'Case'> = { type: 'Case', id: caseId, facts };
  const { row, hasName } = await findProgress(uow, caseId);
  const may = permissions(uow, resource);
  const task = row.tasks[0];
  const application = row.applications[0];
  const applicationState = application?.state ?? null;
  const wanted = lawyerWanted(row);
  const { standing: packet, packets } = await packetsOfCase(uow, caseId);
  // Of an erased case nothing opens any more.
  const moments = facts.erased ? [] : await timelineOf(uow, resource, { dates: row, packets });
  const view = {
    id: row.id,
    code: row.code,
    step: row.step,
    readiness: row.readiness,
    openedOn: dayOf(row.opened_on),
    closed: facts.closed,
    erased: facts.erased,
    daysWaiting: daysSince(row.last_activity_at, uow.now),
    today: isoDate(uow.now),
    nextTask: task ? { kind: task.kind, dueOn: task.due_on && dayOf(task.due_on) } : null,
    applicationState,
    applicationReviewed: application?.review_outcome === 'approved',
    /** while an application is wished for or written and has not left */
    window: toHandIn(facts.closed, row.readiness, applicationState) ? await applicationWindow(uow, uow.now) : null,
    packet,
    openTasks: row._count.tasks,
    glassUntil: row.break_glasses[0]?.expires_at.toISOString() ?? null,
    may,
    lawyerWanted: wanted,
    next: nextStep({
      closed: facts.closed,
      mayAssign: may.assignCase,
      assignedCount: facts.assignedMemberIds.length,
      lawyerWanted: wanted !== null,
      mayEditIdentity: may.editIdentity,
      hasName,
      mayRecordConsent: may.recordConsent,
      consentCount: row._count.consents,
      mayRecordCasework: may.recordCasework,
      hasOpenTask: task !== undefined,
      toAnswer: row.tasks.some(({ kind }) => kind === 'supplement'),
      toTell: row.tasks.some(({ kind }) => kind === 'decision_meeting'),
      readiness: row.readiness,
      mayWriteApplication: may.writeApplication,
      applicationState,
      toReview: applicationState === 'ready' && application?.review_outcome == null && may.reviewApplication,
      mayFreeze: may.freezePacket,
      packet,
    }),
    moments,
  };
  return done(view, { type: 'case.viewed', detail: { shown: moments.length } });
}

function toHandIn(closed: boolean, readiness: string, applicationState: string | null): boolean {
  if (closed) return false;
  return applicationState === null ? readiness === 'wants_to_apply' : ['drafting', 'ready'].includes(applicationState);
}

const ASKED = [
  'readIdentity',
  'editIdentity',
  'readConsents',
  'recordConsent',
  'readCasework',
  'recordCasework',
  'readReferrals',
  'readStatement',
  'readApplication',
  'writeApplication',
  'reviewApplication',
  'freezePacket',
  'readAssignments',
  'assignCase',
  'breakGlass',
  'makeCopy',
  'readErasure',
] as const satisfies readonly ActionFor<'Case'>[];

function permissions(uow: UnitOfWork, resource: Resource<'Case'>): Record<(typeof ASKED)[number], boolean> {
  return Object.fromEntries(ASKED.map((action) => [action, uow.may(action, resource)])) as Record<
    (typeof ASKED)[number],
    boolean
  >;
}
