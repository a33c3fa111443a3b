import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { forgetDraft } from '#app/kernel/draft-mark.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { samePagePath } from '#app/platform/i18n/same-page-path.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'draft.left': Record<string, never>;
  }
}

/** The member wants a form without what she had begun to write in it: the draft goes, and what was saved stays. */
export async function leaveDraft(uow: UnitOfWork, { mark, back }: { mark: string; back: string }) {
  await forgetDraft(uow, mark);
  return done(redirectTo(samePagePath(back)), { type: 'draft.left', detail: {} });
}
