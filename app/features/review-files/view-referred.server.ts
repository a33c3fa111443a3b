import { receivedPacket } from '#app/features/packets/received-packet.server.ts';
import { sentOutside } from '#app/features/packets/sent-outside.server.ts';
import { senderName } from '#app/features/packets/sender-name.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { nextNumber } from './registration-number.ts';
import { numbersOf } from './review-file-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'packet.received_viewed': { accepted: boolean };
  }
}

/** A packet before it is registered: its envelope, and the register's next number. */
export async function viewReferred(uow: UnitOfWork, packetId: string) {
  const packet = await receivedPacket(uow, packetId);
  if (!packet?.referred_at) throw new NotFound();
  const year = isoDate(uow.now).slice(0, 4);
  const numbers = await numbersOf(uow);
  const view = {
    id: packet.id,
    code: packet.code,
    sender: await senderName(uow, packet),
    referredOn: isoDate(packet.referred_at),
    sentOutside: await sentOutside(uow, packet),
    accepted: packet.accepted_at !== null,
    suggestion: nextNumber(year, numbers[0] ?? null, numbers),
  };
  return done(view, { type: 'packet.received_viewed', detail: { accepted: view.accepted } });
}
