import { listWaitingPackets } from '#app/features/packets/waiting-packets.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { InboxQuery } from './review-file.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'inbox.listed': { shown: number };
  }
}

/** What waits to be registered: a code, who sent it, since when. Nothing opens before it is accepted. */
export async function listInbox(uow: UnitOfWork, { sort }: InboxQuery = InboxQuery.parse({})) {
  const waiting = await listWaitingPackets(uow);
  const items = sort === '-waiting' ? waiting : waiting.reverse();
  return done({ items, today: isoDate(uow.now), sort }, { type: 'inbox.listed', detail: { shown: items.length } });
}
