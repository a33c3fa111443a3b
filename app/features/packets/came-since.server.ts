import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { lastEventsOf, referredOf } from './packet-repo.server.ts';
import { dayOf } from './packet-view.ts';

/** That the sender has answered the last request: since when, and whether in the system or, as it says, on paper. */
export interface Came {
  /** a day */
  on: string;
  source: 'paper' | 'system';
}

/** Null while the commission's own request is the last thing that happened to the packet. */
export async function cameSince(uow: UnitOfWork, packetId: string): Promise<Came | null> {
  return (await packetTurns(uow, [packetId])).get(packetId)?.came ?? null;
}

/** Where a packet's procedure stands between the two sides. */
export interface PacketTurn {
  /** the day on which it was sent in the system; null where this member does not see the packet */
  sentOn: string | null;
  last: { state: Code<'applicationState'>; on: string } | null;
  came: Came | null;
}

/** By id, for the packets of a whole list. */
export async function packetTurns(uow: UnitOfWork, packetIds: readonly string[]): Promise<Map<string, PacketTurn>> {
  const events = new Map((await lastEventsOf(uow, packetIds)).map((event) => [event.packet_id, event]));
  const referred = new Map((await referredOf(uow, packetIds)).map((row) => [row.id, row.referred_at]));
  return new Map(
    packetIds.map((id) => {
      const event = events.get(id);
      const sent = referred.get(id);
      const last = event ? { state: event.state as Code<'applicationState'>, on: dayOf(event.happened_on) } : null;
      const source = event?.source === 'paper' ? 'paper' : 'system';
      const came = last?.state === 'supplemented' ? ({ on: last.on, source } as const) : null;
      return [id, { sentOn: sent ? isoDate(sent) : null, last, came }];
    }),
  );
}
