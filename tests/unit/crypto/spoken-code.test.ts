import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupsOf, sameGroup, speak, understand } from '#app/platform/crypto/spoken-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('any bytes come back, however they are typed', () => {
  const typed = [
    (code: string) => code,
    (code: string) => code.toLowerCase().replaceAll('-', ' '),
    (code: string) => ` ${code.replaceAll('-', '')}\n`,
    (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l'),
    (code: string) => code.replaceAll('-', '–').replaceAll('1', 'i'),
    (code: string) =>
      code.replace(/./g, (one) => (/[0-9A-Z]/.test(one) ? String.fromCharCode(one.charCodeAt(0) + 0xfee0) : one)),
  ];
  fc.assert(
    fc.property(bytes, fc.constantFrom(...typed), (value, by) => {
      expect(understand(by(speak(value)), value.length)).toEqual(Uint8Array.from(value));
    }),
  );
});

test('sixteen bytes are seven groups of four, without letters that are mistaken for others', () => {
  fc.assert(
    fc.property(sixteen, (value) => {
      const groups = groupsOf(speak(value));
      expect(groups.map((group) => group.length)).toEqual([4, 4, 4, 4, 4, 4, 4]);
      expect(groups.join('')).not.toMatch(/[ILOU]/);
    }),
  );
});

test('every single wrong symbol is noticed, and every two neighbours in the wrong order', () => {
  fc.assert(
    fc.property(sixteen, (value) => {
      const symbols = [...speak(value).replaceAll('-', '')];
      const found: string[] = [];
      symbols.forEach((symbol, place) => {
        for (const other of ALPHABET) if (other !== symbol) found.push(symbols.with(place, other).join(''));
        const next = symbols[place + 1];
        if (next && next !== symbol)
          found.push(
            symbols
              .with(place, next)
              .with(place + 1, symbol)
              .join(''),
          );
      });
      expect(found.length).toBeGreaterThan(28 * 31);
      expect(found.filter((code) => understand(code, 16) !== null)).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('any other mistake slips through once in a thousand times, and no more', () => {
  let taken = 0;
  const tries = 40_000;
  let seed = 1;
  const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) >>> 27;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const code = Array.from({ length: 28 }, () => ALPHABET[next()]).join('');
    if (understand(code, 16)) taken += 1;
  }
  // One in 1024 has a check that fits; of a hundred and thirty bits at the front two must be nought as well.
  expect(taken / tries).toBeLessThan(2 / 1021);
});

test('what is too short, too long, or holds a letter that there is not, means nothing', () => {
  const code = speak(new Uint8Array(16).fill(7));
  for (const wrong of [
    '',
    code.slice(0, -1),
    `${code}0`,
    code.replace(/.$/, 'U'),
    code.replace(/^./, '!'),
    code.replace(/^./, 'é'),
  ])
    expect(understand(wrong, 16), wrong).toBeNull();
  expect(understand(code, 15)).toBeNull();
});

test('a group is the same however it is typed, and another group is another', () => {
  expect(sameGroup(' 10ab ', '10AB')).toBe(true);
  expect(sameGroup('loab', '10AB')).toBe(true);
  expect(sameGroup('10AC', '10AB')).toBe(false);
  expect(sameGroup('', '10AB')).toBe(false);
});
