import { randomUUID } from 'node:crypto';
import { Conflict } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import type { Manifest, ManifestEntry } from './packet-manifest.ts';
import { closuresOf, listPacketConsents } from './packet-consent-repo.server.ts';
import { isPast, isPieceOpen } from './packet-consents.ts';
import { findVisiblePacket, insertPacketEvent, markAccepted, markDecided, type PacketRow } from './packet-repo.server.ts';

/** The packet as the commission has it; null once it was withdrawn or ran out, and when this member may not see it. */
export async function receivedPacket(uow: UnitOfWork, packetId: string): Promise<PacketRow | null> {
  const packet = await findVisiblePacket(uow, packetId);
  return packet && !packet.withdrawn_at && !isPast(packet.expires_on, isoDate(uow.now)) ? packet : null;
}

/** Why `receivedPacket` answers null; null when the packet is open, or hidden for another reason. */
export async function whyClosed(uow: UnitOfWork, packetId: string): Promise<'withdrawn' | 'expired' | null> {
  const packet = await findVisiblePacket(uow, packetId);
  if (!packet) return (await closuresOf(uow, [packetId])).get(packetId) ?? null;
  if (packet.withdrawn_at) return 'withdrawn';
  return isPast(packet.expires_on, isoDate(uow.now)) ? 'expired' : null;
}

/** As `whyClosed`, for the packets of a whole list. */
export function whyClosedAll(uow: UnitOfWork, packetIds: readonly string[]): Promise<Map<string, 'withdrawn' | 'expired'>> {
  return closuresOf(uow, packetIds);
}

/** The numbers of the evidence whose own consent has ended, by the packet's manifest. */
export async function closedPieces(uow: UnitOfWork, packet: PacketRow, manifest: Manifest): Promise<number[]> {
  const rows = await listPacketConsents(uow, packet.id);
  const closed = ({ packet_consent }: ManifestEntry) => packet_consent && !isPieceOpen(rows, packet_consent, isoDate(uow.now));
  return manifest.documents.flatMap((entry) => (entry.number && closed(entry) ? [entry.number] : []));
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
