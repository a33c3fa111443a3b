import { dictionary } from '@zxcvbn-ts/language-common';

/** About 49,000 passwords found in leaks, most frequent first (zxcvbn-ts, MIT); the shorter ones help to find repetitions. */
const common = new Set(dictionary.passwords.map(plain));

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
  if (common.has(text)) return true;
  const unit = repeatedUnit(text);
  if (unit !== text) return unit.length < 6 || common.has(unit) || isRun(unit);
  return isRun(text);
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
