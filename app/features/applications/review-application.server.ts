import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Conflict, NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { evidenceEntries } from '#app/features/evidence/evidence-entries.server.ts';
import { statementMark } from '#app/features/statements/approved-statement.server.ts';
import type { Review } from './application.schema.ts';
import { tellPreparers } from './tell-about-review.server.ts';
import { lockApplication, updateTexts, type ApplicationRow } from './application-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'application.reviewed': { outcome: string };
  }
}

/** Names everything that a reviewer reads: the sections, the statement's version and the pieces of evidence. */
export async function reviewMark(uow: UnitOfWork, row: ApplicationRow): Promise<string> {
  const pieces = await evidenceEntries(uow, row.id);
  return [row.row_version, await statementMark(uow, row.case_id), pieces.length, pieces.at(-1)?.id ?? ''].join('.');
}

/** In the house: ready, or back from the commission with a request. */
export function isReviewable(row: { state: string }): boolean {
  return row.state === 'ready' || row.state === 'incomplete';
}

/**
 * A second legal officer approves the application or returns it with a note, of exactly what she read. That she did not
 * prepare it is a policy (`nobody-reviews-what-she-prepared`).
 */
export async function reviewApplication(uow: UnitOfWork, caseId: string, { seen, outcome, note }: Review) {
  const row = await lockApplication(uow, caseId);
  if (!row) throw new NotFound();
  if (!isReviewable(row) || (await reviewMark(uow, row)) !== seen) throw new Conflict();
  const returned = outcome === 'returned' && row.state === 'ready';
  const saved = await updateTexts(
    uow,
    row,
    { review_note: note ?? null },
    {
      review_outcome: outcome,
      reviewed_by: uow.actor.id,
      reviewed_at: uow.now,
      ...(returned ? { state: 'drafting' } : {}),
    },
  );
  if (!saved) throw new Conflict();
  await tellPreparers(uow, caseId, { preparedBy: row.prepared_by, outcome });
  return done(redirectTo(`/cases/${caseId}/application`), {
    type: 'application.reviewed',
    resource: { kind: 'Application', id: row.id },
    detail: { outcome },
  });
}
