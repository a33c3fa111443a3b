import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Resource } from '#app/kernel/actions.ts';
import { consentsForTimeline } from '#app/features/consents/consents-for-timeline.server.ts';
import { packetsForTimeline } from '#app/features/packets/packets-for-timeline.server.ts';
import { sessionsForTimeline } from '#app/features/sessions/list-sessions.server.ts';
import { tasksForTimeline } from '#app/features/tasks/tasks-for-timeline.server.ts';
import { listAssignments, listOwnBreakGlasses } from './assignment-repo.server.ts';
import { dayOf } from './case-view.ts';
import { newestFirst, type CaseMoment } from './timeline-view.ts';

interface Dates {
  opened_on: Date;
  closed_on: Date | null;
}

/** What happened in a case, newest first: from each feature what this member may read, and nothing of its text. */
export async function timelineOf(
  uow: UnitOfWork,
  resource: Resource<'Case'>,
  { dates, followsPackets }: { dates: Dates; followsPackets: boolean },
): Promise<CaseMoment[]> {
  const caseId = resource.id;
  const moments: CaseMoment[] = [{ id: 'opened', at: dayOf(dates.opened_on), what: 'opened' }];
  if (dates.closed_on) moments.push({ id: 'closed', at: dayOf(dates.closed_on), what: 'closed' });
  if (uow.may('readAssignments', resource)) moments.push(...(await team(uow, caseId)));
  if (uow.may('readCasework', resource)) {
    moments.push(...(await sessionsForTimeline(uow, caseId)).map(sessionMoment));
  }
  if (uow.may('readConsents', resource)) moments.push(...(await consentsForTimeline(uow, caseId)).map(consentMoment));
  const tasks = await tasksForTimeline(uow, caseId);
  moments.push(...tasks.flatMap(({ id, kind, doneAt }) => (doneAt ? [{ id, at: doneAt, what: 'task', kind } as const] : [])));
  if (followsPackets) moments.push(...(await packetsForTimeline(uow, caseId)).flatMap(packetMoments));
  return newestFirst(moments);
}

async function team(uow: UnitOfWork, caseId: string): Promise<CaseMoment[]> {
  const assignments = await listAssignments(uow, caseId);
  const glasses = await listOwnBreakGlasses(uow, caseId);
  return [
    ...assignments.flatMap(({ id, assigned_at, ended_at, assignee }): CaseMoment[] => {
      const who = assignee.display_name;
      const began: CaseMoment = { id, at: assigned_at.toISOString(), what: 'assigned', who };
      return ended_at ? [began, { id: `${id}-end`, at: ended_at.toISOString(), what: 'unassigned', who }] : [began];
    }),
    ...glasses.map(({ id, opened_at }): CaseMoment => ({ id, at: opened_at.toISOString(), what: 'glass' })),
  ];
}

type Session = Awaited<ReturnType<typeof sessionsForTimeline>>[number];
function sessionMoment({ id, heldOn, service, worker }: Session): CaseMoment {
  return { id, at: heldOn, what: 'session', service, worker };
}

type Consent = Awaited<ReturnType<typeof consentsForTimeline>>[number];
function consentMoment({ id, at, purpose, what }: Consent): CaseMoment {
  return { id, at, what: 'consent', answer: what, purpose };
}

type Packet = Awaited<ReturnType<typeof packetsForTimeline>>[number];
function packetMoments({ id, code, frozenOn, moments }: Packet): CaseMoment[] {
  const steps = moments.map((moment): CaseMoment => ({ id: moment.id, at: moment.on, what: 'packet', state: moment.state, code }));
  return [{ id, at: frozenOn, what: 'frozen', code }, ...steps];
}
