import { randomBytes, timingSafeEqual } from 'node:crypto';
import { HOTP, Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app has it: HMAC-SHA-1, six digits, steps of thirty seconds. */
const STEP_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** The step before and after are accepted too: clocks differ, and people type slowly. */
const NEIGHBOURS = [0, -1, 1];

export function newTotpSecret(): Buffer<ArrayBuffer> {
  return Buffer.from(randomBytes(SECRET_BYTES));
}

/** The time step whose code this is, or null. `after`: the last step that was used; it and those before it are void. */
export function totpStep(secret: Uint8Array, code: string, now: Date, after: number | null): number | null {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS);
  let found: number | null = null;
  for (const neighbour of NEIGHBOURS) {
    const step = current + neighbour;
    const right = timingSafeEqual(Buffer.from(codeOf(secret, step)), Buffer.from(digits));
    if (right && found === null && (after === null || step > after)) found = step;
  }
  return found;
}

/** The code of a moment, for tests and for nothing else. */
export function totpCode(secret: Uint8Array, now: Date): string {
  return codeOf(secret, Math.floor(now.getTime() / 1000 / STEP_SECONDS));
}

/** What an authenticator app reads: the address for the picture, and the same secret to type, in groups of four. */
export function totpTexts(secret: Uint8Array, account: string): { uri: string; typed: string } {
  const key = secretOf(secret);
  const uri = new TOTP({
    issuer: 'Linden',
    label: account,
    secret: key,
    digits: DIGITS,
    period: STEP_SECONDS,
  }).toString();
  return { uri, typed: (key.base32.match(/.{1,4}/g) ?? []).join(' ') };
}

function codeOf(secret: Uint8Array, step: number): string {
  return HOTP.generate({ secret: secretOf(secret), counter: step, digits: DIGITS, algorithm: 'SHA1' });
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}
