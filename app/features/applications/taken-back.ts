/** What the next word, file or removal takes back: the mark "ready", or a review that approved. Browser-safe. */
export type TakenBack = 'ready' | 'review';

/** Null when nothing is taken back, or nothing can be written. It is said before anybody writes, and done by `noteWriting`. */
export function takenBackFrom(row: { state: string; review_outcome: string | null } | null): TakenBack | null {
  if (row?.state !== 'drafting' && row?.state !== 'ready' && row?.state !== 'incomplete') return null;
  if (row.review_outcome === 'approved') return 'review';
  return row.state === 'ready' ? 'ready' : null;
}
