import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings, listWaitingLetters } from './letter-repo.server.ts';
import { waitingLetterScope } from './packet-scope.server.ts';
import { dayOf } from './packet-view.ts';

/** A letter of the commission that nobody has opened: it becomes a task only then, and its day already counts. */
export interface WaitingLetter {
  id: string;
  packetId: string;
  packetCode: string;
  sentOn: string;
  due: { on: string; verified: boolean } | null;
}

/** The unopened letters to a legal officer's cases, the earliest day first; none for others, who cannot open them. */
export async function waitingLetters(uow: UnitOfWork): Promise<WaitingLetter[]> {
  const rows = await listWaitingLetters(uow, waitingLetterScope(uow.actor));
  const confirmed = await confirmedSettings(uow, rows.map((row) => row.setting_id));
  return rows.map((row) => ({
    id: row.id,
    packetId: row.packet_id,
    packetCode: row.packet.code,
    sentOn: isoDate(row.sent_at),
    due: row.due_on && { on: dayOf(row.due_on), verified: confirmed.has(row.setting_id ?? '') },
  }));
}
