import { activeConsent } from '#app/features/consents/active-consent.server.ts';
import { readIdentity } from '#app/features/cases/read-identity.server.ts';
import { evidenceEntries } from '#app/features/evidence/evidence-entries.server.ts';
import { ownConsentOf } from '#app/features/evidence/evidence.schema.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { lockCaseForFreezing } from './freeze-source-repo.server.ts';
import { tracesIn, type Trace } from '#app/features/statements/identity-traces.ts';
import { findLetter, listLetters, type LetterRow } from './letter-repo.server.ts';
import { listPacketEvents, type PacketRow } from './packet-repo.server.ts';
import { progressOf } from './packet-view.ts';
import { isGenuine } from './letter-words.server.ts';
import { evidenceSentAt, listSupplementRows } from './supplement-repo.server.ts';

/** Whether a letter can be answered in the system now: the newest one, an opened, genuine request, and nothing came after it. */
export async function isAnswerable(uow: UnitOfWork, packet: PacketRow, letter: LetterRow): Promise<boolean> {
  if (letter.kind !== 'request' || !letter.opened_at || packet.state !== 'accepted' || packet.withdrawn_at)
    return false;
  if (progressOf(await listPacketEvents(uow, packet.id)) !== 'incomplete') return false;
  if ((await listLetters(uow, packet.id))[0]?.id !== letter.id) return false;
  const answered = (await listSupplementRows(uow, packet.id)).some((row) => row.letter_id === letter.id);
  return !answered && (await isGenuine(uow, letter));
}

/**
 * What the answer to a letter may be made of, read with the case locked: the evidence of the packet's application that did
 * not go with it yet. `agreed`: it needs no consent of its own, or this one is active now for this recipient. Null when there is
 * no such letter.
 */
export async function supplementSource(uow: UnitOfWork, packet: PacketRow, letterId: string) {
  await lockCaseForFreezing(uow, packet.case_id);
  const letter = await findLetter(uow, packet.id, letterId);
  if (!letter) return null;
  const sent = await sentWith(uow, packet);
  const pieces = [];
  for (const piece of (await evidenceEntries(uow, packet.application_id)).filter(({ id }) => !sent.has(id))) {
    const purpose = ownConsentOf(piece.type);
    const consent =
      purpose && (await activeConsent(uow, packet.case_id, purpose, uow.now, packet.recipient_organisation_id));
    pieces.push({ ...piece, purpose, consentId: consent?.id ?? null, agreed: purpose === null || consent !== null });
  }
  return { letter, answerable: await isAnswerable(uow, packet, letter), pieces };
}

export type SupplementPiece = NonNullable<Awaited<ReturnType<typeof supplementSource>>>['pieces'][number];

async function sentWith(uow: UnitOfWork, packet: PacketRow): Promise<Set<string>> {
  const supplements = await listSupplementRows(uow, packet.id);
  return evidenceSentAt(uow, packet.case_id, [packet.frozen_at, ...supplements.map((row) => row.sent_at)]);
}

/** What of a supplement reviewers will read: a piece under a consent of its own is named by its kind alone. */
export function shownTexts(uow: UnitOfWork, piece: SupplementPiece) {
  if (piece.purpose) return { title: '', provenance: null };
  return { title: uow.reveal(piece.title, 'packet') ?? '', provenance: uow.reveal(piece.provenance, 'packet') };
}

/** Where a supplement says who she is: the number of the piece, or `note`. */
export async function tracesInSupplement(
  uow: UnitOfWork,
  caseId: string,
  pieces: readonly SupplementPiece[],
  note: string,
) {
  const { identity } = await readIdentity(uow, caseId, 'packet');
  const texts: [string, string][] = pieces.map((piece) => {
    const { title, provenance } = shownTexts(uow, piece);
    return [piece.id, `${title}\n${provenance ?? ''}`];
  });
  return [...texts, ['note', note] as const].flatMap(([where, text]): { where: string; traces: Trace[] }[] => {
    const traces = tracesIn(text, identity);
    return traces.length > 0 ? [{ where, traces }] : [];
  });
}
