/** She wants to apply, and no legal officer works on the case. */
export interface LawyerWanted {
  /** a day: since she wants to, or since the last legal officer went; null for what was recorded before days were kept */
  since: string | null;
}

interface Looked {
  closed_on: Date | null;
  readiness: string;
  readiness_since: Date | null;
  /** the newest one; hidden from who may not read it */
  applications: readonly { state: string }[];
  /** also those that have ended */
  assignments: readonly { ended_at: Date | null; assignee: { roles: readonly string[] } }[];
}

/** After these nothing is written or answered any more. A rejection can be answered. */
export const ENDED = ['recognised', 'withdrawn', 'dispute_decided'];

/** Null when no legal officer is wanted, or one is there. */
export function lawyerWanted(row: Looked): LawyerWanted | null {
  const [application] = row.applications;
  if (row.closed_on || row.readiness !== 'wants_to_apply' || (application && ENDED.includes(application.state)))
    return null;
  const lawyers = row.assignments.filter(({ assignee }) => assignee.roles.includes('legal_officer'));
  if (lawyers.some(({ ended_at }) => ended_at === null)) return null;
  const days = [row.readiness_since, ...lawyers.map(({ ended_at }) => ended_at)].flatMap((day) =>
    day ? [day.toISOString().slice(0, 10)] : [],
  );
  return { since: days.sort().at(-1) ?? null };
}
