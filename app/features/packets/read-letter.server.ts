import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings, findLetter, listLetters, type LetterRow } from './letter-repo.server.ts';
import { wordsOf } from './letter-words.server.ts';
import { packetFacts } from './packet-facts.server.ts';
import { findPacket, listPacketEvents, type PacketRow } from './packet-repo.server.ts';
import { dayOf, isLetterDue, progressOf } from './packet-view.ts';
import { readSupplements, type ReadSupplement } from './read-supplements.server.ts';
import { consentOf } from './require-consent.server.ts';
import { isAnswerable } from './supplement-source.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'letter.read': { kind: string; opened: boolean; broken: boolean };
  }
}

/** What may be said of a letter without opening it. */
export interface LetterHead {
  id: string;
  kind: 'request' | 'decision';
  sentOn: string;
  opened: boolean;
  outcome: 'recognised' | 'rejected' | null;
  gaps: Code<'fileGap'>[];
  due: { on: string; verified: boolean } | null;
}

/** `progress`: where the packet stands, null for a letter that is not the newest; a day that does not count any more is left out. */
export function toLetterHead(
  row: LetterRow,
  confirmed: ReadonlySet<string>,
  progress: Code<'applicationState'> | null,
): LetterHead {
  const counts = row.due_on !== null && isLetterDue(row.kind, progress);
  return {
    id: row.id,
    kind: row.kind === 'decision' ? 'decision' : 'request',
    sentOn: isoDate(row.sent_at),
    opened: row.opened_at !== null,
    outcome: row.outcome as LetterHead['outcome'],
    gaps: row.gaps as Code<'fileGap'>[],
    due: counts && row.due_on ? { on: dayOf(row.due_on), verified: confirmed.has(row.setting_id ?? '') } : null,
  };
}

/** One letter; its words only after it was opened by a deliberate act. */
export async function readLetter(uow: UnitOfWork, packetId: string, letterId: string) {
  const packet = await findPacket(uow, packetId);
  const row = await findLetter(uow, packetId, letterId);
  if (!row) throw new NotFound();
  const resource = { type: 'Packet', id: packetId, facts: (await packetFacts(uow, packetId))! } as const;
  const [newest] = await listLetters(uow, packetId);
  const progress = newest?.id === letterId ? progressOf(await listPacketEvents(uow, packetId)) : null;
  const head = toLetterHead(row, await confirmedSettings(uow, [row.setting_id]), progress);
  const opened = head.opened ? await wordsOf(uow, row) : null;
  const view = {
    packet: { id: packet.id, code: packet.code },
    letter: head,
    body: opened === 'broken' ? null : opened,
    broken: opened === 'broken',
    /** how it was answered in the system, with what was said and sent */
    sent: await answerTo(uow, packet, letterId),
    mayAnswer: uow.may('sendSupplement', resource) && opened !== 'broken' && (await isAnswerable(uow, packet, row)),
    today: isoDate(uow.now),
  };
  return done(view, {
    type: 'letter.read',
    caseId: packet.case_id,
    resource: { kind: 'Letter', id: letterId },
    detail: { kind: head.kind, opened: head.opened, broken: view.broken },
  });
}

/** What was sent in answer to a letter; all of it is closed once her consent to the packet has ended. */
async function answerTo(uow: UnitOfWork, packet: PacketRow, letterId: string): Promise<ReadSupplement | null> {
  const sent = (await readSupplements(uow, packet, 'letter')).find((each) => each.letterId === letterId);
  if (!sent) return null;
  const open = (await consentOf(uow, packet)) !== null;
  return open ? sent : { ...sent, closed: Array.from({ length: sent.pieces }, (_, index) => index + 1) };
}
