// Noto Sans has Latin, Greek, Cyrillic, Vietnamese and Devanagari. What it lacks would print as an empty box and is refused
// by PDF/UA; what reorders or hides text would make a page say something else than was written. Both print as [U+…].

const PRINTABLE =
  /[\t\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u017f\u0180-\u024f\u0300-\u0304\u0306-\u030c\u0370-\u0373\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u2212]/u;

/** The text as it can be printed: nothing is lost, nothing is hidden. Line ends become \n. */
export function printable(text: string): string {
  const lines = text.normalize('NFC').replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n');
  return Array.from(lines, (c) => (PRINTABLE.test(c) ? c : codePoint(c))).join('');
}

const codePoint = (character: string): string =>
  `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;

/** A word longer than a line may break after every eighth character (a zero-width space), or it would leave the page. */
const breakable = (text: string): string =>
  text.replace(/\S{40,}/gu, (word) => (word.match(/.{1,8}/gu) ?? []).join('\u200b'));

/** Every text inside a value made printable and breakable; the value's shape stays. */
export function printableDeep<T>(value: T): T {
  if (typeof value === 'string') return breakable(printable(value)) as T;
  if (Array.isArray(value)) return value.map(printableDeep) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, printableDeep(field)])) as T;
}
