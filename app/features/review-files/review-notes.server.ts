import { notifyRoles } from '#app/features/notices/notify.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { codeLists, type Code } from '#app/platform/codes.ts';
import { findFile, listReviewers } from './review-file-repo.server.ts';
import { openNotes, saveNote } from './review-note-repo.server.ts';
import type { Notes } from './review-file.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'file.notes_read': { notes: number };
    'file.notes_written': { criteria: readonly string[] };
  }
}

export interface NoteView {
  criterion: Code<'reviewCriterion'>;
  assessment: Code<'assessment'>;
  text: string | null;
  reviewer: string;
}

/** The notes on a file: a reviewer's own, or for the chair everybody's. */
export async function readNotes(uow: UnitOfWork, fileId: string) {
  const file = await findFile(uow, fileId);
  const view = {
    id: file.id,
    number: file.registration_number,
    notes: await notesOf(uow, fileId),
    draft: await keptDraft(uow, `/files/${fileId}/notes#notes`),
  };
  return done(view, { type: 'file.notes_read', detail: { notes: view.notes.length } });
}

export async function notesOf(uow: UnitOfWork, fileId: string): Promise<NoteView[]> {
  const names = new Map((await listReviewers(uow)).map((reviewer) => [reviewer.id, reviewer.display_name]));
  const notes = await openNotes(uow, fileId);
  return notes.map(({ row, assessment, text }) => ({
    criterion: row.criterion as Code<'reviewCriterion'>,
    assessment: (uow.reveal(assessment, 'review') ?? row.assessment) as Code<'assessment'>,
    text: uow.reveal(text, 'review'),
    reviewer: names.get(row.member_id) ?? '',
  }));
}

/** Writes the reviewer's own notes; a criterion without an assessment stays open. Throws Invalid when all of them would. */
export async function writeNotes(uow: UnitOfWork, fileId: string, form: Notes) {
  if (!codeLists.reviewCriterion.some((criterion) => form[criterion].assessment)) {
    throw new Invalid({ '': ['commission:error.nothingAssessed'] });
  }
  const file = await findFile(uow, fileId);
  const written: string[] = [];
  for (const criterion of codeLists.reviewCriterion) {
    const { assessment, text } = form[criterion];
    if (!assessment) continue;
    if (!(await saveNote(uow, file, { criterion, assessment, text }))) throw new Conflict();
    written.push(criterion);
  }
  if (written.length === codeLists.reviewCriterion.length) await notifyRoles(uow, ['chair'], 'notes_written', { kind: 'ReviewFile', id: fileId });
  return done(redirectTo(`/files/${fileId}/notes?saved=yes`), { type: 'file.notes_written', detail: { criteria: written } });
}
