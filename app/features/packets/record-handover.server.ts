import { recordFact } from '#app/features/facts/record-fact.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { randomUUID } from 'node:crypto';
import { followApplication } from './follow-application.server.ts';
import { findPacket, insertPacketEvent, saveHandover } from './packet-repo.server.ts';
import type { Handover } from './packet.schema.ts';
import { requireConsent } from './require-consent.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.handed_over': { route: string; on: string };
  }
}

/** The printed packet was handed over: when, by which way, to whom. */
export async function recordHandover(uow: UnitOfWork, packetId: string, form: Handover) {
  const packet = await findPacket(uow, packetId);
  if (packet.handed_over_on) throw new Conflict();
  if (form.handedOverOn > isoDate(uow.now)) throw new Invalid({ handedOverOn: ['date_too_late'] });
  if (form.handedOverOn < isoDate(packet.frozen_at)) throw new Invalid({ handedOverOn: ['date_too_early'] });
  const consentId = await requireConsent(uow, packet);
  const on = new Date(form.handedOverOn);
  const state = packet.state === 'frozen' ? 'handed_over' : packet.state;
  const saved = await saveHandover(uow, packet, { on, route: form.route, receivedBy: form.receivedBy, state });
  if (!saved) throw new Conflict();
  await insertPacketEvent(uow, {
    id: randomUUID(),
    organisation_id: packet.organisation_id,
    packet_id: packet.id,
    state: 'handed_over',
    happened_on: on,
    source: 'paper',
  });
  if (!packet.referred_at) {
    await followApplication(uow, packet, 'handed_over');
    await recordFact(uow, packet.case_id, { indicator: 'applications_handed_over', occurredOn: form.handedOverOn });
  }
  return done(redirectTo(`/packets/${packetId}`), {
    type: 'packet.handed_over',
    caseId: packet.case_id,
    consentId,
    detail: { route: form.route, on: form.handedOverOn },
  });
}
