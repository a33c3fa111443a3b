import { Secret, URI } from 'otpauth';
import { expect, test } from 'vitest';
import { newTotpSecret, totpCode, totpStep, totpTexts } from '#app/platform/auth/totp.server.ts';

const rfc = Buffer.from('12345678901234567890');

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('the vectors of RFC 6238, appendix B, of which an app shows the last six digits: %i', (seconds, code) => {
  const now = new Date(seconds * 1000);
  expect(totpCode(rfc, now)).toBe(code.slice(-6));
  expect(totpStep(rfc, code.slice(-6), now, null)).toBe(Math.floor(seconds / 30));
});

test('a neighbouring step is accepted, a further one is not, and none that was used or is older', () => {
  const now = new Date(1_700_000_000_000);
  const step = Math.floor(now.getTime() / 30_000);
  const at = (steps: number) => totpCode(rfc, new Date(now.getTime() + steps * 30_000));
  expect([-2, -1, 0, 1, 2].map((steps) => totpStep(rfc, at(steps), now, null))).toEqual([
    null,
    step - 1,
    step,
    step + 1,
    null,
  ]);
  expect([-1, 0, 1].map((steps) => totpStep(rfc, at(steps), now, step))).toEqual([null, null, step + 1]);
  expect(totpStep(rfc, at(1), now, step + 1)).toBeNull();
});

test('anything but six digits is no code; spaces do not matter', () => {
  const now = new Date();
  const code = totpCode(rfc, now);
  expect(totpStep(rfc, ` ${code.slice(0, 3)} ${code.slice(3)} `, now, null)).not.toBeNull();
  for (const wrong of ['', '12345', `${code}0`, `${code.slice(0, 5)}x`, '１２３４５６'])
    expect(totpStep(rfc, wrong, now, null)).toBeNull();
});

test('an app reads the same secret from the picture and from the text', () => {
  const secret = newTotpSecret();
  const { uri, typed } = totpTexts(secret, 'vera@oak.example');
  const read = URI.parse(uri);
  expect(Buffer.from(read.secret.bytes)).toEqual(secret);
  expect(Buffer.from(Secret.fromBase32(typed.replaceAll(' ', '')).bytes)).toEqual(secret);
  expect([read.issuer, read.label, secret.length]).toEqual(['Linden', 'vera@oak.example', 20]);
});
