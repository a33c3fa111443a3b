import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings, listLetters } from './letter-repo.server.ts';
import { packetFacts } from './packet-facts.server.ts';
import { listPacketsOfCase } from './packet-repo.server.ts';
import { dayOf, isDue, progressOf, toMoment } from './packet-view.ts';

/** Where the newest packet of a case stands: what its case's own page may say of it. */
export interface PacketStanding {
  id: string;
  code: string;
  state: Code<'packetState'>;
  /** where it stands at the commission; null before it has left */
  progress: Code<'applicationState'> | null;
  /** since when it stands there, a day */
  since: string;
  /** the day that counts now */
  due: { on: string; verified: boolean } | null;
  /** letters that nobody has opened yet; 0 for who may not read them */
  unopened: number;
}

/** The newest packet of a case; null when there is none, or when this member may not follow it. */
export async function packetStanding(uow: UnitOfWork, caseId: string): Promise<PacketStanding | null> {
  const packets = await listPacketsOfCase(uow, caseId);
  const packet = packets.find(({ state }) => state !== 'returned') ?? packets[0];
  const facts = packet && (await packetFacts(uow, packet.id));
  if (!packet || !facts || !uow.may('readPacket', { type: 'Packet', id: packet.id, facts })) return null;
  const letters = uow.may('readLetter', { type: 'Packet', id: packet.id, facts }) ? await listLetters(uow, packet.id) : [];
  const confirmed = await confirmedSettings(uow, packet.events.map((event) => event.setting_id));
  const moments = packet.events.map((event) => toMoment(event, confirmed));
  const counting = moments.findLast((moment, position) => isDue(moment, moments.slice(position + 1)));
  const last = packet.events.at(-1);
  return {
    id: packet.id,
    code: packet.code,
    state: packet.state as Code<'packetState'>,
    progress: progressOf(packet.events),
    since: last ? dayOf(last.happened_on) : isoDate(packet.frozen_at),
    due: counting?.due ?? null,
    unopened: letters.filter(({ opened_at }) => opened_at === null).length,
  };
}
