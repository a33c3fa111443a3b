import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { confirmedSettings } from './letter-repo.server.ts';
import { listPacketEvents } from './packet-repo.server.ts';
import { toMoment, type PacketMoment } from './packet-view.ts';

/** What happened to a packet, newest first: the states that both sides see. */
export async function packetMoments(uow: UnitOfWork, packetId: string): Promise<PacketMoment[]> {
  const events = await listPacketEvents(uow, packetId);
  const confirmed = await confirmedSettings(uow, events.map((event) => event.setting_id));
  return events.map((event) => toMoment(event, confirmed)).reverse();
}
