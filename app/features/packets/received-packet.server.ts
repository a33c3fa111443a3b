import { randomUUID } from 'node:crypto';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { findVisiblePacket, insertPacketEvent, markAccepted, markDecided, type PacketRow } from './packet-repo.server.ts';

/** The packet as the commission has it; null once it was withdrawn or when this member may not see it. */
export function receivedPacket(uow: UnitOfWork, packetId: string): Promise<PacketRow | null> {
  return findVisiblePacket(uow, packetId);
}

/** The secretary takes a referred packet in. Throws Conflict when that has happened or it was withdrawn meanwhile. */
export async function takeIn(uow: UnitOfWork, packetId: string, number: string): Promise<void> {
  if (!(await markAccepted(uow, packetId, number, new Date(isoDate(uow.now))))) throw new Conflict();
}

/** The commission has decided: the packet is closed to further sending. */
export async function closeDecided(uow: UnitOfWork, packetId: string): Promise<void> {
  if (!(await markDecided(uow, packetId))) throw new Conflict();
}

/** A state that both sides see: never who, never why. */
export async function tellState(
  uow: UnitOfWork,
  packet: PacketRow,
  state: Code<'applicationState'>,
  due: { dueOn: string; settingId: string } | null = null,
): Promise<void> {
  await insertPacketEvent(uow, {
    id: randomUUID(),
    organisation_id: packet.organisation_id,
    packet_id: packet.id,
    state,
    happened_on: new Date(isoDate(uow.now)),
    due_on: due && new Date(due.dueOn),
    setting_id: due?.settingId ?? null,
    source: 'system',
  });
}
