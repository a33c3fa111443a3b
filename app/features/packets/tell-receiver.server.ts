import { randomUUID } from 'node:crypto';
import type { NoticeKind } from '#app/features/notices/notice-kinds.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listPacketEvents, notify, type PacketRow } from './packet-repo.server.ts';

/** What the commission told in the system about a packet: taken in, and asked for something. */
const TOLD: readonly string[] = ['registered', 'incomplete'];

/**
 * Tells the commission that there is something new about a packet that it has: who registered it and who asked for
 * documents. Its other members are not known here; they see it in their list of files.
 */
export async function tellReceiver(
  uow: UnitOfWork,
  packet: PacketRow,
  kind: Extract<NoticeKind, 'documents_came' | 'documents_told'>,
): Promise<void> {
  const events = await listPacketEvents(uow, packet.id);
  const members = events
    .filter(({ source, state }) => source === 'system' && TOLD.includes(state))
    .map((event) => event.recorded_by);
  const about = {
    organisation_id: packet.recipient_organisation_id,
    kind,
    subject_kind: 'Packet',
    subject_id: packet.id,
  };
  for (const member_id of new Set(members)) await notify(uow, { id: randomUUID(), member_id, ...about });
}
