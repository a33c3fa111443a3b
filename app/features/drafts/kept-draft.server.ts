import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findDraft } from './draft-repo.server.ts';
import type { KeptDraft } from '#app/ui/quiet/drafts.ts';
import { DraftFields } from './draft.schema.ts';

/**
 * What this member had written in a form and not saved, or null. `mark` is `<path>#<form id>`, as the form carries it in
 * `data-keep-draft`. For the loader of the form's page; that it was read goes into the loader's own event.
 */
export async function keptDraft(uow: UnitOfWork, mark: string): Promise<KeptDraft | null> {
  const draft = await findDraft(uow, mark);
  if (!draft) return null;
  const fields = DraftFields.safeParse(JSON.parse(uow.reveal(draft.text, 'continue writing')));
  return fields.success ? { fields: fields.data, savedAt: draft.savedAt.toISOString() } : null;
}
