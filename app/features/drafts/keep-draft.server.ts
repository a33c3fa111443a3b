import { done } from '#app/kernel/audit-events.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { deleteDraftsBefore, putDraft } from './draft-repo.server.ts';
import type { DraftFields } from './draft.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'draft.kept': { fields: number };
  }
}

/** A draft that nobody came back to is not kept for ever. */
const KEPT_MS = 30 * 86_400_000;

/** Keeps what is being written, under the member's own key; never over a draft that was kept after `unlessSince`. */
export async function keepDraft(
  uow: UnitOfWork,
  { form, fields, unlessSince }: { form: string; fields: DraftFields; unlessSince?: Date },
) {
  await deleteDraftsBefore(uow, new Date(uow.now.getTime() - KEPT_MS));
  await putDraft(uow, form, JSON.stringify(fields), unlessSince);
  return done({}, { type: 'draft.kept', detail: { fields: Object.keys(fields).length } });
}
