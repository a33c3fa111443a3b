/** A day or a month that a text names, as the days it covers. Browser-safe. */
export interface FoundDate {
  /** as it stands in the text */
  text: string;
  from: string;
  to: string;
}

/** Beginnings of month names in Albanian, Serbian (Latin) and English; any grammatical ending may follow. */
const MONTHS = [
  'jan',
  'shkurt|feb',
  'mar(?:s|t|c|\\b)',
  'prill|apr',
  'maj|may',
  'qershor|jun',
  'korrik|jul',
  'gusht|avg|aug',
  'shtator|sep',
  'tetor|okt|oct',
  'n[ëe]ntor|nov',
  'dhjetor|dec',
];
const MONTH = `(${MONTHS.map((stem) => `(?:${stem})`).join('|')})\\p{L}{0,8}`;
const YEAR = '(?:,?\\s*(?:i\\s+|të\\s+|of\\s+)?(?:vitit\\s+|viti\\s+|godine\\s+)?)(\\d{4})(?!\\d)';
const OF = '(?:st|nd|rd|th)?\\.?\\s*(?:of\\s+|të\\s+|i\\s+)?';

const PATTERNS: ReadonlyArray<{ find: RegExp; read: (match: string[]) => FoundDate | null }> = [
  { find: /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/gu, read: ([text, y, m, d]) => day(text, y, m, d) },
  {
    find: /(?<!\d)(\d{1,2})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{4}|\d{2})(?!\d)/gu,
    read: ([text, d, m, y]) => day(text, century(y), m, d),
  },
  {
    find: new RegExp(`(?<!\\d)(\\d{1,2})${OF}${MONTH}${YEAR}`, 'giu'),
    read: ([text, d, m, y]) => day(text, y, monthNumber(m), d),
  },
  {
    find: new RegExp(`(?<!\\p{L})${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?${YEAR}`, 'giu'),
    read: ([text, m, d, y]) => day(text, y, monthNumber(m), d),
  },
  {
    find: new RegExp(`(?<!\\p{L})${MONTH}${YEAR}`, 'giu'),
    read: ([text, m, y]) => month(text, y, monthNumber(m)),
  },
];

/**
 * The dates of a text, in its order: `12.04.1999`, `12/4/99`, `1999-04-12`, `12 prill 1999`, `12. aprila 1999.`,
 * `April 12, 1999`, `prill 1999`. Years alone are not dates: a year of birth is no cause to ask.
 */
export function datesIn(text: string): FoundDate[] {
  const found: Array<FoundDate & { at: number; end: number }> = [];
  for (const { find, read } of PATTERNS) {
    for (const match of text.matchAll(find)) {
      const [at, end] = [match.index, match.index + match[0].length];
      const date = found.some((other) => at < other.end && other.at < end) ? null : read([...match]);
      if (date) found.push({ ...date, at, end });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ text: written, from, to }) => ({ text: written, from, to }));
}

/** Those that lie wholly before or after the period, each wording once. A reason to look again, never to refuse. */
export function datesOutside(text: string, period: { from: string; to: string }): string[] {
  const outside = datesIn(text).filter((date) => date.to < period.from || date.from > period.to);
  return [...new Set(outside.map((date) => date.text.trim()))];
}

function day(text = '', year = '', month = '', dayOfMonth = ''): FoundDate | null {
  const iso = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  // Refuses 31 April, and what is a version number or a paragraph rather than a date.
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== iso
    ? null
    : { text, from: iso, to: iso };
}

function month(text = '', year = '', number = ''): FoundDate | null {
  const first = day(text, year, number, '1');
  const last = new Date(Date.UTC(Number(year), Number(number), 0)).toISOString().slice(0, 10);
  return first && { ...first, to: last };
}

function century(year = ''): string {
  if (year.length === 4) return year;
  return Number(year) >= 30 ? `19${year}` : `20${year}`;
}

function monthNumber(name = ''): string {
  return String(MONTHS.findIndex((stem) => new RegExp(`^(?:${stem})`, 'iu').test(name)) + 1);
}
