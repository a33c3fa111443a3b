import { expect, test } from 'vitest';
import { nextNumber } from '#app/features/review-files/registration-number.ts';

/** The secretary's register goes on as it was begun. */
test.each([
  ['an empty register', [], '2026/0001'],
  ['year first', ['2026/0012', '2026/0003'], '2026/0013'],
  ['year first, last year', ['2025/0300'], '2026/0001'],
  ['a short year first', ['26/012'], '26/013'],
  ['year last', ['1128/26', '1127/26'], '1129/26'],
  ['year last, registered in another order', ['1127/26', '1128/26'], '1129/26'],
  ['year last, last year', ['1128/25'], '1/26'],
  ['a count that looks like a year', ['2014/26'], '2015/26'],
  ['both could be a year', ['25/26'], '26/26'],
  ['no year', ['0417', '0416'], '0418'],
  ['another form before', ['2026/0001', '1128/26'], '2026/0002'],
  ['a form without a year', ['12/1300'], '2026/0001'],
] as const)('%s', (_, taken, next) => {
  expect(nextNumber('2026', taken[0] ?? null, taken)).toBe(next);
});
