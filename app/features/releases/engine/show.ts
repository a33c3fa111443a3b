export const SHOWN_FROM = 10;

/** What a reader sees of a published cell: the number from 10 on, else "<10" (a true zero too). */
export function show(z: number): number | '<10' {
  return z >= SHOWN_FROM ? z : '<10';
}
