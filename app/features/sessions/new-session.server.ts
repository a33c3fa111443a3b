import { caseHead } from '#app/features/cases/case-head.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Forbidden } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { isoDate } from '#app/platform/i18n/format.ts';
import { sessionKinds } from './session-kinds.server.ts';
import { SUPPORT_KINDS } from './session.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** the empty form was shown */
    'session.recording': Record<string, never>;
  }
}

/** The empty form, for the first kind that the actor records or the one that the address names. */
export async function newSession(uow: UnitOfWork, caseId: string, position: number | undefined) {
  const { record } = await sessionKinds(uow, caseId);
  const wanted = SUPPORT_KINDS[(position ?? 0) - 1];
  const kind = wanted ?? record[0];
  if (!kind || !record.includes(kind)) throw new Forbidden();
  const draft = await keptDraft(uow, `/cases/${caseId}/sessions/new#session-${kind}`);
  const view = { case: await caseHead(uow, caseId), kind, kinds: record, today: isoDate(uow.now), draft };
  return done(view, { type: 'session.recording', detail: {} });
}
