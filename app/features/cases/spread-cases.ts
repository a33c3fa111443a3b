import { ONLY_OUT } from './hand-over.schema.ts';

interface Case {
  id: string;
  /** who else works on it, by id */
  others: readonly string[];
}

interface Taker {
  id: string;
  openCases: number;
}

/**
 * Proposes who takes which case: each goes to the one of the takers who has the fewest then and is not on it yet. A case on
 * which all of them are already needs nobody new.
 */
export function spreadCases(cases: readonly Case[], takers: readonly Taker[]): Map<string, string> {
  const load = new Map(takers.map(({ id, openCases }) => [id, openCases]));
  const proposal = new Map<string, string>();
  for (const { id, others } of cases) {
    const [first, ...rest] = takers.filter((taker) => !others.includes(taker.id));
    if (!first) {
      if (takers.length > 0) proposal.set(id, ONLY_OUT);
      continue;
    }
    const taker = rest.reduce(
      (least, each) => ((load.get(each.id) ?? 0) < (load.get(least.id) ?? 0) ? each : least),
      first,
    );
    load.set(taker.id, (load.get(taker.id) ?? 0) + 1);
    proposal.set(id, taker.id);
  }
  return proposal;
}
