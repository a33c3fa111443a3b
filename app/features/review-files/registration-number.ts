/**
 * The register's next number in the form and count of the one that was registered last: `1129/26` after `1128/26`, `2026/0013` after
 * `2026/0012`. With another year the count begins anew. A number without a year counts on; an empty register begins `2026/0001`.
 * `taken` is every number of the register: what is suggested is not among them.
 */
export function nextNumber(year: string, last: string | null, taken: readonly string[]): string {
  const form = formOf(year, last);
  const counts = taken.flatMap((number) => form.count.exec(number)?.[1] ?? []);
  const next = Math.max(0, ...counts.map(Number)) + 1;
  return form.written(String(next).padStart(form.digits, '0'));
}

interface Form {
  /** numbers of the same form and year, with what they count */
  count: RegExp;
  digits: number;
  written: (count: string) => string;
}

function formOf(year: string, last: string | null): Form {
  const [, before = '', after] = /^(\d+)(?:\/(\d+))?$/.exec(last ?? '') ?? [];
  if (before && after === undefined) return { count: /^(\d+)$/, digits: before.length, written: (count) => count };
  if (after && YEAR.test(after) && !(before.length === 4 && isNear(before, year))) {
    const ending = year.slice(-after.length);
    return { count: new RegExp(`^(\\d+)/${ending}$`), digits: 1, written: (count) => `${count}/${ending}` };
  }
  const beginning = isNear(before, year) ? year.slice(-before.length) : year;
  return { count: new RegExp(`^${beginning}/(\\d+)$`), digits: after?.length ?? 4, written: (count) => `${beginning}/${count}` };
}

const YEAR = /^(?:20)?\d{2}$/;

/** This year or the one before, in two digits or four: `2014/26` is the 2014th of 2026, `2026/26` the 26th of it. */
function isNear(part: string, year: string): boolean {
  return YEAR.test(part) && [0, 1].includes(Number(year.slice(-part.length)) - Number(part));
}
