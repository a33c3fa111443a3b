import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Resource } from '#app/kernel/actions.ts';
import { consentsForTimeline } from '#app/features/consents/consents-for-timeline.server.ts';
import type { TimelinePacket } from '#app/features/packets/packets-of-case.server.ts';
import { referralsForTimeline } from '#app/features/referrals/list-referrals.server.ts';
import { sessionsForTimeline } from '#app/features/sessions/list-sessions.server.ts';
import { tasksForTimeline } from '#app/features/tasks/tasks-for-timeline.server.ts';
import { listAssignments, listOwnBreakGlasses } from './assignment-repo.server.ts';
import { dayOf } from './case-view.ts';
import { FIRST_OF_THE_DAY, LAST_OF_THE_DAY, newestFirst, type CaseMoment } from './timeline-view.ts';

interface Dates {
  opened_on: Date;
  closed_on: Date | null;
}

/** What happened in a case, newest first: from each feature what this member may read, and nothing of its text. */
export async function timelineOf(
  uow: UnitOfWork,
  resource: Resource<'Case'>,
  { dates, packets }: { dates: Dates; packets: readonly TimelinePacket[] },
): Promise<CaseMoment[]> {
  const caseId = resource.id;
  const moments: CaseMoment[] = [{ id: 'opened', at: dayOf(dates.opened_on), recordedAt: FIRST_OF_THE_DAY, what: 'opened' }];
  if (dates.closed_on) moments.push({ id: 'closed', at: dayOf(dates.closed_on), recordedAt: LAST_OF_THE_DAY, what: 'closed' });
  if (uow.may('readAssignments', resource)) moments.push(...(await team(uow, caseId)));
  if (uow.may('readCasework', resource)) {
    moments.push(...(await sessionsForTimeline(uow, caseId)).map(sessionMoment));
  }
  if (uow.may('readReferrals', resource)) moments.push(...(await referralsForTimeline(uow, caseId)).flatMap(referralMoments));
  if (uow.may('readConsents', resource)) moments.push(...(await consentsForTimeline(uow, caseId)).map(consentMoment));
  const tasks = await tasksForTimeline(uow, caseId);
  moments.push(...tasks.flatMap(({ id, kind, doneAt }) => (doneAt ? [{ id, at: doneAt, recordedAt: doneAt, what: 'task', kind } as const] : [])));
  moments.push(...packets.flatMap(packetMoments));
  return newestFirst(moments);
}

async function team(uow: UnitOfWork, caseId: string): Promise<CaseMoment[]> {
  const assignments = await listAssignments(uow, caseId);
  const glasses = await listOwnBreakGlasses(uow, caseId);
  return [
    ...assignments.flatMap(({ id, assigned_at, ended_at, assignee }): CaseMoment[] => {
      const who = assignee.display_name;
      const began: CaseMoment = { id, ...moment(assigned_at), what: 'assigned', who };
      return ended_at ? [began, { id: `${id}-end`, ...moment(ended_at), what: 'unassigned', who }] : [began];
    }),
    ...glasses.map(({ id, opened_at }): CaseMoment => ({ id, ...moment(opened_at), what: 'glass' })),
  ];
}

/** What happens at the moment at which it is recorded. */
function moment(at: Date): { at: string; recordedAt: string } {
  return { at: at.toISOString(), recordedAt: at.toISOString() };
}

type Session = Awaited<ReturnType<typeof sessionsForTimeline>>[number];
function sessionMoment({ id, heldOn, recordedAt, service, worker }: Session): CaseMoment {
  return { id, at: heldOn, recordedAt, what: 'session', service, worker };
}

type Referral = Awaited<ReturnType<typeof referralsForTimeline>>[number];
function referralMoments({ id, referredOn, recordedAt, service, outcome }: Referral): CaseMoment[] {
  const made: CaseMoment = { id, at: referredOn, recordedAt, what: 'referral', service };
  if (!outcome) return [made];
  return [made, { id: `${id}-end`, at: outcome.on, recordedAt: outcome.recordedAt, what: 'referral_answered', service, outcome: outcome.code }];
}

type Consent = Awaited<ReturnType<typeof consentsForTimeline>>[number];
function consentMoment({ id, at, recordedAt, purpose, what }: Consent): CaseMoment {
  return { id, at, recordedAt, what: 'consent', answer: what, purpose };
}

function packetMoments({ id, code, frozenAt, moments }: TimelinePacket): CaseMoment[] {
  const steps = moments.map((moment): CaseMoment => ({ id: moment.id, at: moment.on, recordedAt: moment.recordedAt, what: 'packet', state: moment.state, code }));
  return [{ id, at: frozenAt, recordedAt: frozenAt, what: 'frozen', code }, ...steps];
}
