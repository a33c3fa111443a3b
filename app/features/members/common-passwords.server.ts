import { createHash } from 'node:crypto';
import { dictionary } from '@zxcvbn-ts/language-common';
import long from './long-passwords.json' with { type: 'json' };

/**
 * About 49,000 passwords found in leaks, most frequent first (zxcvbn-ts, MIT), of which 17,900 have eight characters or more;
 * the shorter ones help to find repetitions.
 */
const common = new Set(dictionary.passwords.map(plain));

/**
 * Those of fifteen characters or more among the million that were most frequent in leaks (Mark Burnett's ten million, public
 * domain): the first 6 bytes of SHA-256 of each, as `plain` writes it, in rising order. Many are no words to have in a house.
 */
const HASH_BYTES = 6;
const longHashes = new Set(hashesOf(Buffer.from(long.hashes, 'base64')));

const RUNS = [
  '1234567890',
  '123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
];

/** True for a listed password in any case, one of them repeated, a short pattern repeated, and a run of the keyboard. */
export function isCommonPassword(password: string): boolean {
  const text = plain(password);
  if (common.has(text) || longHashes.has(hashOf(text))) return true;
  const unit = repeatedUnit(text);
  if (unit !== text) return unit.length < 6 || common.has(unit) || isRun(unit);
  return isRun(text);
}

function hashesOf(all: Buffer): string[] {
  const count = all.length / HASH_BYTES;
  return Array.from({ length: count }, (_, at) => all.toString('hex', at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

function hashOf(text: string): string {
  return createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, HASH_BYTES * 2);
}

/** The shortest text whose repetition, the last one perhaps cut short, is the whole. */
function repeatedUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (unit.repeat(Math.ceil(text.length / length)).startsWith(text)) return unit;
  }
  return text;
}

function isRun(text: string): boolean {
  return RUNS.some((run) => {
    const back = [...run].reverse().join('');
    return [run, back].some((line) => line.repeat(Math.ceil(text.length / line.length) + 1).includes(text));
  });
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
