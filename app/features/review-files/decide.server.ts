import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { closeDecided, receivedPacket, tellState } from '#app/features/packets/received-packet.server.ts';
import { sendLetter } from '#app/features/packets/send-letter.server.ts';
import { dueDate } from '#app/features/settings/current-setting.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Code } from '#app/platform/codes.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { findFile, openOwnReasons, saveDecision } from './review-file-repo.server.ts';
import { countNotes } from './review-note-repo.server.ts';
import { notesOf } from './review-notes.server.ts';
import type { DecisionForm } from './review-file.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.decision_opened': { notes: number };
    'file.decided': { outcome: string };
  }
}

const READY: readonly string[] = ['supplemented', 'under_review', 'interview', 'reconsideration_requested'];
const COMPARED = 20;

/** Before deciding: every reviewer's notes. */
export async function prepareDecision(uow: UnitOfWork, fileId: string) {
  const file = await findFile(uow, fileId);
  const due = await dueDate(uow, 'deadline_reconsideration', uow.now);
  const view = {
    id: file.id,
    number: file.registration_number,
    state: file.state as Code<'applicationState'>,
    ready: READY.includes(file.state),
    notes: await notesOf(uow, fileId),
    due: { on: due.dueOn, verified: due.verified },
    draft: await keptDraft(uow, `/files/${fileId}/decision#decision`),
  };
  return done(view, { type: 'file.decision_opened', detail: { notes: view.notes.length } });
}

/**
 * The chair's decision with reasons for this person. Reasons that repeat another of her decisions word for word are
 * refused; so is a decision that no reviewer has noted on. The sender gets a letter and both sides see the state.
 */
export async function decide(uow: UnitOfWork, fileId: string, form: DecisionForm) {
  const file = await findFile(uow, fileId);
  const packet = await receivedPacket(uow, file.packet_id);
  if (!packet) throw new NotFound();
  const ready = READY.includes(file.state) && (await countNotes(uow, fileId)) > 0;
  const wrong = {
    ...(ready ? {} : { outcome: ['commission:error.notReady'] }),
    ...((await repeatsAnother(uow, form.reasons)) ? { reasons: ['commission:error.sameReasons'] } : {}),
  };
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong);
  const { outcome, reasons, remedy } = form;
  const today = isoDate(uow.now);
  if (!(await saveDecision(uow, file, { outcome, on: new Date(today), reasons, remedy }))) throw new Conflict();
  await closeDecided(uow, packet.id);
  const due = outcome === 'rejected' ? await dueDate(uow, 'deadline_reconsideration', today) : null;
  await tellState(uow, packet, outcome, due);
  const body = { kind: 'decision', reasons, remedy: remedy ?? '' } as const;
  await sendLetter(uow, packet, { reviewFileId: file.id, body, gaps: [], outcome, due });
  return done(redirectTo(`/files/${fileId}`), { type: 'file.decided', detail: { outcome } });
}

async function repeatsAnother(uow: UnitOfWork, reasons: string): Promise<boolean> {
  const earlier = await openOwnReasons(uow, COMPARED);
  return earlier.some((other) => other && plain(uow.reveal(other, 'compare')) === plain(reasons));
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
