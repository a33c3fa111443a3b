import { randomUUID } from 'node:crypto';
import { mayFollow, type ApplicationState } from '#app/features/applications/application-states.ts';
import { dueDate, type DueDate } from '#app/features/settings/current-setting.server.ts';
import { createTask } from '#app/features/tasks/create-task.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { followApplication } from './follow-application.server.ts';
import { followDecision } from './follow-decision.server.ts';
import { findPacket, insertPacketEvent, listPacketEvents, movePacket, type PacketRow } from './packet-repo.server.ts';
import { tellReceiver } from './tell-receiver.server.ts';
import { tellTeam } from './tell-team.server.ts';
import { dayOf, progressOf } from './packet-view.ts';
import type { PaperProgress } from './packet.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.progress_recorded': { state: string; on: string };
  }
}

/**
 * What the commission told on paper: the same states as its own screens write, with the same tasks and deadlines. Once it
 * has accepted the packet in the system, only "what was asked for has been handed in" is told from here; before, and without paper,
 * nothing: what it has it has in the system.
 */
export async function recordPaperProgress(uow: UnitOfWork, packetId: string, form: PaperProgress) {
  const packet = await findPacket(uow, packetId);
  const current = progressOf(await listPacketEvents(uow, packetId));
  if (!current) throw new Invalid({ state: ['packets:error.notHandedOver'] });
  if (packet.accepted_at && form.state !== 'supplemented') throw new Invalid({ state: ['packets:error.toldInSystem'] });
  if (!packet.accepted_at && !packet.handed_over_on) throw new Invalid({ state: ['packets:error.sentInSystem'] });
  if (!mayFollow(current as ApplicationState, form.state)) throw new Invalid({ state: ['packets:error.notNext'] });
  if (form.happenedOn > isoDate(uow.now)) throw new Invalid({ happenedOn: ['date_too_late'] });
  if (packet.handed_over_on && form.happenedOn < dayOf(packet.handed_over_on))
    throw new Invalid({ happenedOn: ['packets:error.beforeHandover'] });

  const due = await deadlineOf(uow, form);
  await insertPacketEvent(uow, {
    id: randomUUID(),
    organisation_id: packet.organisation_id,
    packet_id: packet.id,
    state: form.state,
    happened_on: new Date(form.happenedOn),
    due_on: due ? new Date(due.dueOn) : null,
    setting_id: due?.settingId ?? null,
    source: 'paper',
  });
  await follow(uow, packet, form, due);
  if (form.state === 'supplemented' && packet.accepted_at) await tellReceiver(uow, packet, 'documents_told');
  return done(redirectTo(`/packets/${packetId}`), {
    type: 'packet.progress_recorded',
    caseId: packet.case_id,
    detail: { state: form.state, on: form.happenedOn },
  });
}

function deadlineOf(uow: UnitOfWork, { state, happenedOn }: PaperProgress): Promise<DueDate> | null {
  if (state === 'incomplete') return dueDate(uow, 'deadline_supplement', happenedOn);
  if (state === 'rejected') return dueDate(uow, 'deadline_reconsideration', happenedOn);
  return state === 'registered' ? dueDate(uow, 'deadline_decision', happenedOn) : null;
}

async function follow(uow: UnitOfWork, packet: PacketRow, form: PaperProgress, due: DueDate | null): Promise<void> {
  const { state, happenedOn } = form;
  if (state === 'recognised' || state === 'rejected') {
    if (!(await movePacket(uow, packet.id, { state: 'decided' }))) throw new Conflict();
    return followDecision(uow, packet, { outcome: state, on: happenedOn, remedy: due });
  }
  if (state === 'registered') {
    await movePacket(uow, packet.id, {
      registration_number: form.registrationNumber ?? null,
      registered_on: new Date(happenedOn),
    });
  }
  if (state === 'incomplete' && due) {
    await createTask(uow, { caseId: packet.case_id, kind: 'supplement', dueOn: due.dueOn, settingId: due.settingId });
    await tellTeam(uow, packet, 'packet_asked');
  }
  await followApplication(uow, packet, state);
}
