/** One value of a chart; null = under `UNDER`, drawn as a band from 0 to UNDER and never as a number. */
export interface Datum {
  key: string;
  label: string;
  value: number | null;
}

export const UNDER = 10;

/** The upper end of a scale: room for the band even when everything is small. */
export function topOf(data: readonly Datum[]): number {
  return Math.max(UNDER * 2, ...data.map(({ value }) => value ?? UNDER));
}

/** An element's id that also works inside `url(#…)`. */
export function plainId(id: string): string {
  return `chart${id.replace(/[^\w-]/g, '')}`;
}
