import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findApplication } from './application-repo.server.ts';

/** What the next word, file or removal takes back, as `noteWriting` does: the mark "ready", or a review that approved. */
export type TakenBack = 'ready' | 'review';

/** Null when nothing is taken back. To be said before anybody writes. */
export async function takenBack(uow: UnitOfWork, caseId: string): Promise<TakenBack | null> {
  const row = await findApplication(uow, caseId);
  if (row?.state !== 'ready' && row?.state !== 'incomplete') return null;
  if (row.review_outcome === 'approved') return 'review';
  return row.state === 'ready' ? 'ready' : null;
}
