import { done } from '#app/kernel/audit-events.ts';
import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { confirmedSettings, findLetter, openLetterBody, type LetterRow } from './letter-repo.server.ts';
import { LetterBody } from './letter.schema.ts';
import { verifyLetter } from './letter-signature.server.ts';
import { findPacket } from './packet-repo.server.ts';
import { BrokenSeal } from './packet-signature.server.ts';
import { dayOf } from './packet-view.ts';

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

export function toLetterHead(row: LetterRow, confirmed: ReadonlySet<string>): LetterHead {
  return {
    id: row.id,
    kind: row.kind === 'decision' ? 'decision' : 'request',
    sentOn: isoDate(row.sent_at),
    opened: row.opened_at !== null,
    outcome: row.outcome as LetterHead['outcome'],
    gaps: row.gaps as Code<'fileGap'>[],
    due: row.due_on && { on: dayOf(row.due_on), verified: confirmed.has(row.setting_id ?? '') },
  };
}

/** One letter; its words only after it was opened by a deliberate act. */
export async function readLetter(uow: UnitOfWork, packetId: string, letterId: string) {
  const packet = await findPacket(uow, packetId);
  const row = await findLetter(uow, packetId, letterId);
  if (!row) throw new NotFound();
  const head = toLetterHead(row, await confirmedSettings(uow, [row.setting_id]));
  const opened = head.opened ? await letterWords(uow, row) : null;
  const view = {
    packet: { id: packet.id, code: packet.code },
    letter: head,
    body: opened === 'broken' ? null : opened,
    broken: opened === 'broken',
    today: isoDate(uow.now),
  };
  return done(view, {
    type: 'letter.read',
    caseId: packet.case_id,
    resource: { kind: 'Letter', id: letterId },
    detail: { kind: head.kind, opened: head.opened, broken: view.broken },
  });
}

/** The letter's words, or that they are not the commission's. */
export async function letterWords(uow: UnitOfWork, row: LetterRow): Promise<LetterBody | 'broken'> {
  try {
    return await letterBody(uow, row);
  } catch (error) {
    if (error instanceof BrokenSeal || error instanceof DecryptionError) return 'broken';
    throw error;
  }
}

/** Whether the commission wrote this letter, word for word. */
export async function isGenuine(uow: UnitOfWork, row: LetterRow): Promise<boolean> {
  return (await letterWords(uow, row)) !== 'broken';
}

/** The words of a letter, as the commission signed them. Throws BrokenSeal when the row, or a word of it, is of another making. */
async function letterBody(uow: UnitOfWork, row: LetterRow): Promise<LetterBody> {
  const text = uow.reveal(await openLetterBody(uow, row), 'letter');
  await verifyLetter(row, text);
  return LetterBody.parse(JSON.parse(text));
}
