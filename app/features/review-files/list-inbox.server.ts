import { listWaitingPackets } from '#app/features/packets/waiting-packets.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'inbox.listed': { shown: number };
  }
}

/** What waits to be registered: a code, who sent it, since when. Nothing opens before it is accepted. */
export async function listInbox(uow: UnitOfWork) {
  const items = await listWaitingPackets(uow);
  return done({ items }, { type: 'inbox.listed', detail: { shown: items.length } });
}
