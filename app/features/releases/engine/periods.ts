// Periods of a release: a quarter '2025Q3', a half-year '2025H2' or a year '2025'. Never finer.

const FORM = /^(\d{4})(?:Q([1-4])|H([12]))?$/;

/** The quarters that a period is made of, in order. Throws RangeError for anything that is not a period. */
export function quartersOf(period: string): string[] {
  const match = FORM.exec(period);
  if (!match) throw new RangeError(`Not a period: ${period}`);
  const [, year, quarter, half] = match;
  if (quarter) return [period];
  const numbers = half === '1' ? [1, 2] : half === '2' ? [3, 4] : [1, 2, 3, 4];
  return numbers.map((n) => `${year}Q${n}`);
}

/** Year and number (1–4) of a quarter. Throws RangeError when it is not one. */
export function parseQuarter(quarter: string): { year: number; number: number } {
  const match = /^(\d{4})Q([1-4])$/.exec(quarter);
  if (!match) throw new RangeError(`Not a quarter: ${quarter}`);
  return { year: Number(match[1]), number: Number(match[2]) };
}

/** The period's year. */
export const yearOf = (period: string): number => Number(quartersOf(period)[0]!.slice(0, 4));
