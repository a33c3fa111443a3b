import { randomUUID } from 'node:crypto';
import { recordFact } from '#app/features/facts/record-fact.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { COUNTERPART } from '#app/kernel/column-register.ts';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { followApplication } from './follow-application.server.ts';
import { openManifest } from './open-packet.server.ts';
import { findPacket, insertPacketEvent, movePacket } from './packet-repo.server.ts';
import { piecesToSend, requireConsent } from './require-consent.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.referred': { code: string };
  }
}

/**
 * Hands the packet to the commission in the system: its keys are sealed to the commission's vaults, whose signed directory
 * entries are checked first. Nothing opens there before the secretary accepts. Throws Forbidden without active consent. A piece
 * of evidence whose own consent is not active now stays behind, and closed.
 */
export async function referPacket(uow: UnitOfWork, packetId: string) {
  const packet = await findPacket(uow, packetId);
  if (packet.referred_at) throw new Conflict();
  const consentId = await requireConsent(uow, packet);
  await openManifest(uow, packet);
  const subject = { kind: 'packet', id: packet.id, organisationId: packet.organisation_id } as const;
  for (const compartment of ['legal', 'identity']) {
    await uow.contentKeys.sealTo(subject, compartment, packet.recipient_organisation_id, COUNTERPART[compartment]!);
  }
  for (const id of await piecesToSend(uow, packet)) {
    await uow.contentKeys.sealTo({ ...subject, kind: 'packet_consent', id }, 'legal', packet.recipient_organisation_id, COUNTERPART['legal']!);
  }
  const moved = await movePacket(uow, packet.id, { referred_at: uow.now, referred_by: uow.actor.id, state: 'referred' });
  if (!moved) throw new Conflict();
  if (!packet.handed_over_on) {
    await insertPacketEvent(uow, {
      id: randomUUID(),
      organisation_id: packet.organisation_id,
      packet_id: packet.id,
      state: 'handed_over',
      happened_on: new Date(isoDate(uow.now)),
      source: 'system',
    });
    await followApplication(uow, packet, 'handed_over');
    await recordFact(uow, packet.case_id, { indicator: 'applications_handed_over', occurredOn: isoDate(uow.now) });
  }
  return done(redirectTo(`/packets/${packetId}`), {
    type: 'packet.referred',
    caseId: packet.case_id,
    consentId,
    purpose: 'commission_submission',
    detail: { code: packet.code },
  });
}
