import type { Code } from '#app/platform/codes.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings } from './letter-repo.server.ts';
import { listPacketsOfCase } from './packet-repo.server.ts';
import { progressOf, toMoment, type PacketMoment } from './packet-view.ts';

export interface TimelinePacket {
  id: string;
  code: string;
  frozenOn: string;
  state: Code<'packetState'>;
  /** where it stands at the commission; null before it has left */
  progress: Code<'applicationState'> | null;
  /** oldest first */
  moments: PacketMoment[];
}

/** The packets of a case for its timeline: states and dates that every member who may follow the packet may see. */
export async function packetsForTimeline(uow: UnitOfWork, caseId: string): Promise<TimelinePacket[]> {
  const rows = await listPacketsOfCase(uow, caseId);
  const confirmed = await confirmedSettings(uow, rows.flatMap((row) => row.events.map((event) => event.setting_id)));
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    frozenOn: isoDate(row.frozen_at),
    state: row.state as Code<'packetState'>,
    progress: progressOf(row.events),
    moments: row.events.map((event) => toMoment(event, confirmed)),
  }));
}
