import type { Language } from './languages.ts';

/** All dates are shown in this zone; the tz database has no zone of its own for Prishtina. */
export const timeZone = 'Europe/Belgrade';

/** As they stand after a day: Serbian puts the month in the genitive there. */
const months: Record<Language, readonly string[]> = {
  sq: [
    'janar',
    'shkurt',
    'mars',
    'prill',
    'maj',
    'qershor',
    'korrik',
    'gusht',
    'shtator',
    'tetor',
    'nëntor',
    'dhjetor',
  ],
  sr: [
    'januara',
    'februara',
    'marta',
    'aprila',
    'maja',
    'juna',
    'jula',
    'avgusta',
    'septembra',
    'oktobra',
    'novembra',
    'decembra',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};
const shortMonths: Record<Language, readonly string[]> = {
  sq: ['jan', 'shk', 'mar', 'pri', 'maj', 'qer', 'korr', 'gush', 'sht', 'tet', 'nën', 'dhj'],
  sr: ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'avg', 'sep', 'okt', 'nov', 'dec'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

type Moment = Date | string;

/** `2026-11-23` in Prishtina; a string that is a date already stays what it is. */
export function isoDate(moment: Moment): string {
  if (typeof moment === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(moment)) return moment;
  const { year, month, day } = parts(moment);
  return `${year}-${month}-${day}`;
}

/** "23 nëntor 2026", "23. novembra 2026.", "23 November 2026". Written here, so server and browser agree to the letter. */
export function formatDate(language: Language, moment: Moment, style: 'long' | 'short' = 'long'): string {
  const [year = '', month = '1', day = '1'] = isoDate(moment).split('-');
  const name = (style === 'long' ? months : shortMonths)[language][Number(month) - 1] ?? '';
  return language === 'sr' ? `${Number(day)}. ${name} ${year}.` : `${Number(day)} ${name} ${year}`;
}

/** The date, a comma and the time of day in 24 hours. In Serbian the full stop after the year gives way to the comma. */
export function formatDateTime(language: Language, moment: Moment, style: 'long' | 'short' = 'short'): string {
  const { hour, minute } = parts(moment);
  return `${formatDate(language, moment, style).replace(/\.$/, '')}, ${hour}:${minute}`;
}

/** Grouped by thousands, with the language's decimal mark; `digits` after it. */
export function formatNumber(language: Language, value: number, digits = 0): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const [group, mark] = { sq: ['\u00a0', ','], sr: ['.', ','], en: [',', '.'] }[language] as [string, string];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const negative = value < 0 && /[1-9]/.test(`${whole}${fraction ?? ''}`);
  return `${negative ? '−' : ''}${grouped}${fraction ? mark + fraction : ''}`;
}

/** Whole days from one day to another in Prishtina; negative when `to` lies before `from`. */
export function daysBetween(from: Moment, to: Moment): number {
  return Math.round((Date.parse(isoDate(to)) - Date.parse(isoDate(from))) / 86_400_000);
}

function parts(moment: Moment): Record<string, string> {
  return Object.fromEntries(clock.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
}
