import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { lastEventsOf } from './packet-repo.server.ts';
import { dayOf } from './packet-view.ts';

/** That the sender has answered the last request: since when, and whether in the system or, as it says, on paper. */
export interface Came {
  /** a day */
  on: string;
  source: 'paper' | 'system';
}

/** Null while the commission's own request is the last thing that happened to the packet. */
export async function cameSince(uow: UnitOfWork, packetId: string): Promise<Came | null> {
  return (await cameSinceAll(uow, [packetId])).get(packetId) ?? null;
}

/** As `cameSince`, for the packets of a whole list. */
export async function cameSinceAll(uow: UnitOfWork, packetIds: readonly string[]): Promise<Map<string, Came>> {
  const events = await lastEventsOf(uow, packetIds);
  return new Map(
    events
      .filter(({ state }) => state === 'supplemented')
      .map(({ packet_id, happened_on, source }) => [
        packet_id,
        { on: dayOf(happened_on), source: source === 'paper' ? 'paper' : 'system' },
      ]),
  );
}
