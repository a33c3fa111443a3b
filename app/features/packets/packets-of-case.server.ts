import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings, listLetters } from './letter-repo.server.ts';
import { packetFacts } from './packet-facts.server.ts';
import { listPacketsOfCase } from './packet-repo.server.ts';
import { dayOf, isDue, standsAt, toMoment, type PacketMoment, type PacketStands } from './packet-view.ts';

/** Where the newest packet of a case stands: what its case's own page may say of it. */
export interface PacketStanding {
  id: string;
  code: string;
  stands: PacketStands;
  /** since when it stands there, a day */
  since: string;
  /** the day that counts now */
  due: { on: string; verified: boolean } | null;
  /** letters that nobody has opened yet; 0 for who may not read them */
  unopened: number;
}

/** What happened to one packet, for the timeline of its case: states and dates, oldest first. */
export interface TimelinePacket {
  id: string;
  code: string;
  /** a moment */
  frozenAt: string;
  moments: (PacketMoment & { recordedAt: string })[];
}

/**
 * The packets of a case for its own page, read once: where the newest one stands, and what happened to all of them. Null and
 * none when there is none, or when this member may not follow them.
 */
export async function packetsOfCase(
  uow: UnitOfWork,
  caseId: string,
): Promise<{ standing: PacketStanding | null; packets: TimelinePacket[] }> {
  const packets = await listPacketsOfCase(uow, caseId);
  const packet = packets.find(({ state }) => state !== 'returned') ?? packets[0];
  const facts = packet && (await packetFacts(uow, packet.id));
  if (!packet || !facts || !uow.may('readPacket', { type: 'Packet', id: packet.id, facts })) return { standing: null, packets: [] };
  const letters = uow.may('readLetter', { type: 'Packet', id: packet.id, facts }) ? await listLetters(uow, packet.id) : [];
  const confirmed = await confirmedSettings(uow, packets.flatMap((each) => each.events.map((event) => event.setting_id)));
  const momentsOf = (each: typeof packet) => each.events.map((event) => ({ ...toMoment(event, confirmed), recordedAt: event.recorded_at.toISOString() }));
  const moments = momentsOf(packet);
  const counting = moments.findLast((moment, position) => isDue(moment, moments.slice(position + 1)));
  const last = packet.events.at(-1);
  const standing: PacketStanding = {
    id: packet.id,
    code: packet.code,
    stands: standsAt(packet, packet.events),
    since: packet.withdrawn_at ? isoDate(packet.withdrawn_at) : last ? dayOf(last.happened_on) : isoDate(packet.frozen_at),
    due: packet.withdrawn_at ? null : (counting?.due ?? null),
    unopened: letters.filter(({ opened_at }) => opened_at === null).length,
  };
  const history = packets.map((each) => ({ id: each.id, code: each.code, frozenAt: each.frozen_at.toISOString(), moments: momentsOf(each) }));
  return { standing, packets: history };
}
