import { randomUUID } from 'node:crypto';
import { openManifest } from '#app/features/packets/open-packet.server.ts';
import { BrokenSeal } from '#app/features/packets/packet-signature.server.ts';
import { receivedPacket, takeIn, tellState } from '#app/features/packets/received-packet.server.ts';
import { tellSender } from '#app/features/packets/send-letter.server.ts';
import { dueDate } from '#app/features/settings/current-setting.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { insertFile, numberTaken } from './review-file-repo.server.ts';
import type { Register } from './review-file.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** without the number: an event is kept for ever, and somebody may have typed more into it than a number */
    'packet.accepted': Record<string, never>;
  }
}

/**
 * Registers a referred packet: from now on it opens to the secretariat. The sender's signature is checked first; a packet
 * that is not as it was sent is not taken in.
 */
export async function acceptPacket(uow: UnitOfWork, packetId: string, { registrationNumber }: Register) {
  if (await numberTaken(uow, registrationNumber)) throw new Invalid({ registrationNumber: ['commission:error.numberTaken'] });
  await takeIn(uow, packetId, registrationNumber);
  const packet = await receivedPacket(uow, packetId);
  if (!packet) throw new NotFound();
  try {
    await openManifest(uow, packet);
  } catch (error) {
    throw error instanceof BrokenSeal ? new Invalid({ registrationNumber: ['commission:error.brokenSeal'] }) : error;
  }
  const today = isoDate(uow.now);
  const due = await dueDate(uow, 'deadline_decision', today);
  const fileId = randomUUID();
  await insertFile(uow, {
    id: fileId,
    organisation_id: uow.actor.organisationId,
    packet_id: packet.id,
    packet_organisation_id: packet.organisation_id,
    registration_number: registrationNumber,
    registered_on: new Date(today),
    state: 'registered',
    completeness: [],
    decision_due_on: new Date(due.dueOn),
    decision_setting_id: due.settingId,
    row_version: 1,
    created_by: uow.actor.id,
    created_at: uow.now,
  });
  await tellState(uow, packet, 'registered', due);
  await tellSender(uow, packet, 'packet_state');
  return done(redirectTo(`/files/${fileId}`), {
    type: 'packet.accepted',
    caseId: packet.case_id,
    consentId: packet.consent_id,
    resource: { kind: 'Packet', id: packet.id },
    detail: {},
  });
}
