import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { bucketFor, padText, unpadText } from '#app/platform/crypto/padding.ts';

test('the buckets are the documented ones', () => {
  const at = (text: number) => bucketFor(text);
  expect([at(0), at(60), at(61), at(124), at(125), at(4092), at(4093), at(8188), at(8189)]).toEqual([
    64, 64, 128, 128, 256, 4096, 8192, 8192, 12288,
  ]);
});

test('any text comes back, whatever it ends with', () => {
  const text = fc.string({ unit: 'binary', maxLength: 300 });
  fc.assert(
    fc.property(text, (value) => {
      expect(unpadText(padText(value))).toBe(value);
    }),
  );
  for (const value of ['', '\u0000', 'a\u0000\u0000', '\ufeffShqipëria', 'x'.repeat(100_000)]) {
    expect(unpadText(padText(value))).toBe(value);
  }
});

test('padding that the encoder would not write is refused', () => {
  const good = padText('Prishtinë');
  const bad = [good.slice(0, 63), Uint8Array.of(...good, 0), new Uint8Array(0)];
  const noise = Uint8Array.from(good);
  noise[63] = 1;
  const long = Uint8Array.from(good);
  long[3] = 61;
  const notUtf8 = Uint8Array.from(good);
  notUtf8[4] = 0xff;
  for (const bucket of [...bad, noise, long, notUtf8]) expect(() => unpadText(bucket)).toThrow(DecryptionError);
});
