import { documentFont } from './font.server.ts';

// What the font lacks would print as an empty box and is refused by PDF/UA; what reorders or hides text would make a page
// say something else than was written. Both print as [U+…].
const READABLE = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]$/u;
const HIDDEN = /^[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]$/u;

const isPrintable = (c: string): boolean =>
  c === '\n' || c === '\t' || (READABLE.test(c) && !HIDDEN.test(c) && documentFont().has(c.codePointAt(0)!));

/** The text as it can be printed: nothing is lost, nothing is hidden. Line ends become \n. */
export function printable(text: string): string {
  const lines = text.normalize('NFC').replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n');
  return Array.from(lines, (c) => (isPrintable(c) ? c : codePoint(c))).join('');
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
