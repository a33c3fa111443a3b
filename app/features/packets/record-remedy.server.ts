import { randomUUID } from 'node:crypto';
import { mayFollow, type ApplicationState } from '#app/features/applications/application-states.ts';
import { noteActivity } from '#app/features/cases/note-activity.server.ts';
import { endTaskWith, isOpenTask } from '#app/features/tasks/end-tasks.server.ts';
import type { RemedyForm } from '#app/features/tasks/task.schema.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { followApplication } from './follow-application.server.ts';
import { packetFacts } from './packet-facts.server.ts';
import { insertPacketEvent, listPacketsOfCase } from './packet-repo.server.ts';
import { dayOf, progressOf } from './packet-view.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'task.remedy_recorded': { outcome: string };
  }
}

/**
 * Ends the task of answering a rejection: with the remedy that was handed in, which the packet and the application then
 * show, or with why none was. Throws Invalid for a day to come or before the decision, and for a remedy told by somebody who may not record it.
 */
export async function recordRemedy(uow: UnitOfWork, caseId: string, form: RemedyForm) {
  const { taskId, remedy, handedInOn, reason } = form;
  if (!(await isOpenTask(uow, caseId, taskId, 'remedy'))) throw new NotFound();
  if (remedy !== 'not_used' && handedInOn) {
    if (handedInOn > isoDate(uow.now)) throw new Invalid({ handedInOn: ['date_too_late'] });
    await follow(uow, caseId, remedy, handedInOn);
  }
  if (!(await endTaskWith(uow, caseId, taskId, { code: remedy, text: reason }))) throw new NotFound();
  await noteActivity(uow, caseId);
  return done(redirectTo(`/cases/${caseId}/tasks`), {
    type: 'task.remedy_recorded',
    caseId,
    resource: { kind: 'Task', id: taskId },
    detail: { outcome: remedy },
  });
}

/** The packet that was rejected goes on; a task that somebody wrote down without one simply ends. */
async function follow(uow: UnitOfWork, caseId: string, state: Code<'applicationState'>, on: string): Promise<void> {
  const packets = await listPacketsOfCase(uow, caseId);
  const packet = packets.find(
    ({ events, withdrawn_at }) => !withdrawn_at && mayFollow(progressOf(events) as ApplicationState, state),
  );
  if (!packet) return;
  const decided = packet.events.filter((event) => event.state === 'rejected').map((event) => dayOf(event.happened_on));
  if (on < (decided.sort().at(-1) ?? on)) throw new Invalid({ handedInOn: ['tasks:error.beforeDecision'] });
  const facts = await packetFacts(uow, packet.id);
  if (!facts || !uow.may('recordPaperProgress', { type: 'Packet', id: packet.id, facts })) {
    throw new Invalid({ remedy: ['tasks:error.notYours'] });
  }
  await insertPacketEvent(uow, {
    id: randomUUID(),
    organisation_id: packet.organisation_id,
    packet_id: packet.id,
    state,
    happened_on: new Date(on),
    source: 'paper',
  });
  await followApplication(uow, packet, state as ApplicationState);
}
