/** One moment of a case as codes; which ones a member gets follows from what she may read. */
export type CaseMoment = { id: string; at: string } & (
  | { what: 'opened' | 'closed' | 'glass' }
  | { what: 'assigned' | 'unassigned'; who: string }
  | { what: 'session'; service: string; worker: string }
  | { what: 'consent'; answer: 'given' | 'refused' | 'withdrawn'; purpose: string }
  | { what: 'task'; kind: string }
  | { what: 'frozen'; code: string }
  | { what: 'packet'; state: string; code: string }
);

/** Newest first; a day without an hour counts as its beginning. */
export function newestFirst(moments: CaseMoment[]): CaseMoment[] {
  return moments.sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
}
