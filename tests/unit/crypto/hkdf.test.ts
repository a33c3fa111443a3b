import { describe, expect, test } from 'vitest';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const range = (from: number, to: number) => Uint8Array.from({ length: to - from + 1 }, (_, index) => from + index);

// RFC 5869, appendix A, test cases 1 to 3.
const VECTORS = [
  {
    secret: new Uint8Array(22).fill(0x0b),
    salt: range(0x00, 0x0c),
    info: range(0xf0, 0xf9),
    okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    secret: range(0x00, 0x4f),
    salt: range(0x60, 0xaf),
    info: range(0xb0, 0xff),
    okm:
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09' +
      'da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
  },
  {
    secret: new Uint8Array(22).fill(0x0b),
    salt: new Uint8Array(0),
    info: new Uint8Array(0),
    okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
];

describe('HKDF-SHA256', () => {
  test.each(VECTORS)('gives the output of RFC 5869 ($okm.length digits)', ({ secret, salt, info, okm }) => {
    expect(hkdf(secret, salt, info, bytes(okm).length).toString('hex')).toBe(okm);
  });

  test('refuses lengths that HKDF does not have', () => {
    const none = new Uint8Array(0);
    expect(() => hkdf(none, none, none, 255 * 32 + 1)).toThrow(RangeError);
    expect(() => hkdf(none, none, none, 0)).toThrow(RangeError);
  });
});
