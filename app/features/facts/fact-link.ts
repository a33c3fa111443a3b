import * as z from 'zod';

/** The way from a case to its facts, kept sealed in the case: without it nobody can tell which facts are whose. */
const FactLink = z.object({
  facts: z.array(z.object({ id: z.uuid(), indicator: z.string(), quarter: z.string() })),
});
export type FactLink = z.output<typeof FactLink>;
export type LinkedFact = FactLink['facts'][number];

export function parseLink(text: string | null): FactLink {
  return text ? FactLink.parse(JSON.parse(text)) : { facts: [] };
}

/**
 * Whether the person still has to be counted as served in this quarter, and as what: new the first time that she is
 * counted at all, continuing in every other quarter, once in each. Null when she is counted there already.
 */
export function servedIndicator(
  link: FactLink,
  quarter: string,
): 'persons_served_new' | 'persons_served_continuing' | null {
  const served = link.facts.filter((fact) => fact.indicator.startsWith('persons_served_'));
  if (served.some((fact) => fact.quarter === quarter)) return null;
  return served.length === 0 ? 'persons_served_new' : 'persons_served_continuing';
}
