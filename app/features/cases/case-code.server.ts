import { randomInt } from 'node:crypto';

/** No letters that are mistaken for digits or for each other on a bad photocopy. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A random code such as `K-7F3QZ2` (30 bits): it says nothing about the person, the office or the date. */
export function newCode(prefix: 'K' | 'P'): string {
  return `${prefix}-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}
