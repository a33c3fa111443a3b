/** The next number of a year's register, such as `2026/0013`; numbers of another form are left aside. */
export function nextNumber(year: string, taken: readonly string[]): string {
  const numbers = taken.map((number) => /^\d{4}\/(\d+)$/.exec(number)?.[1]).map((digits) => Number(digits ?? 0));
  return `${year}/${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`;
}
