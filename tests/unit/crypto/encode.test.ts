import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lengthPrefixed, type Part, splitLengthPrefixed } from '#app/platform/crypto/encode.ts';

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.maxSafeNat(),
  fc.uint8Array({ maxLength: 20 }),
);
const parts = fc.array(part, { maxLength: 8 });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('length-prefixed encoding', () => {
  test('is as documented: length of tag and body, tag, body', () => {
    expect(hex(lengthPrefixed('ab', 258, Uint8Array.of(7)))).toBe(
      '00000003736162' + '000000096e0000000000000102' + '000000026207',
    );
  });

  test('gives every list back, so no two lists share an encoding', () => {
    fc.assert(
      fc.property(parts, (list) => {
        expect(splitLengthPrefixed(lengthPrefixed(...list))).toEqual(list);
      }),
    );
  });

  test('is canonical: what can be split is what the encoder writes', () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.nat(255), (list, at, byte) => {
        const changed = lengthPrefixed(...list);
        if (changed.length > 0) changed[at % changed.length] = byte;
        let read: Part[];
        try {
          read = splitLengthPrefixed(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(hex(lengthPrefixed(...read))).toBe(hex(changed));
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps apart what joining text or JSON confuses', () => {
    const joined = (list: Part[]) => list.join('|');
    const pairs: Array<[Part[], Part[]]> = [
      [['a|b'], ['a', 'b']],
      [['1'], [1]],
      [
        ['', 'a'],
        ['a', ''],
      ],
    ];
    expect(pairs.filter(([one, other]) => joined(one) === joined(other)).length).toBe(2);
    for (const [one, other] of pairs) expect(hex(lengthPrefixed(...one))).not.toBe(hex(lengthPrefixed(...other)));
    expect(hex(lengthPrefixed('a'))).not.toBe(hex(lengthPrefixed(Uint8Array.of(0x61))));
  });

  test('refuses what has no single encoding', () => {
    for (const bad of [-1, 1.5, Number.NaN, 2 ** 53, '\ud800', 'x\udc00']) {
      expect(() => lengthPrefixed(bad)).toThrow(RangeError);
    }
  });
});
