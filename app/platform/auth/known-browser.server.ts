import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hostCookie } from '#app/platform/host-cookie.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import type { KeyModule } from '#app/platform/keys/key-module.server.ts';

// A browser in which somebody has signed in keeps a mark for her account, so that wrong passwords from elsewhere do not shut
// her out of it (decision 056). It opens nothing: it only chooses which counter her attempts are counted on.
//   mark = version of the module's session key (4) ‖ until, in seconds (4) ‖ the browser's id (16) ‖ HMAC-SHA256, cut to 16
// The cookie says nobody's name; it holds the marks of the last four accounts, for a desk that is shared.

const DAYS = 90;
const ID = { from: 8, to: 24 } as const;
const MARK_BYTES = 40;
const MOST_MARKS = 4;

/** The account that a browser is known for. A new password has a new salt, and makes every mark a stranger's. */
export interface MarkedAccount {
  email: string;
  /** null for an account that does not exist: no browser is known for it */
  passwordSalt: Uint8Array | null;
}

interface Found {
  /** the browser's id for this account, as hexadecimal text */
  id: string;
  mark: string;
}

/** The id under which this browser is known for an account; null when it is not, or not any more. Throws KeyModuleError. */
export async function knownBrowser(
  cookieHeader: string | null,
  account: MarkedAccount,
  now: Date,
): Promise<string | null> {
  if (!account.passwordSalt) return null;
  return (await findMark(await keyModule(), marksIn(cookieHeader), account, now))?.id ?? null;
}

/** A Set-Cookie value: from now on this browser is known for the account, beside those that it was known for. */
export async function rememberBrowser(
  cookieHeader: string | null,
  account: MarkedAccount,
  now: Date,
): Promise<string> {
  const module = await keyModule();
  const marks = marksIn(cookieHeader);
  const found = await findMark(module, marks, account, now);
  const mark = await newMark(module, found ? Buffer.from(found.id, 'hex') : randomBytes(16), account, now);
  const kept = [mark, ...marks.filter((other) => other !== found?.mark)].slice(0, MOST_MARKS);
  const { name, secure } = hostCookie('linden_browser');
  return `${name}=${kept.join('.')}; Path=/; SameSite=Strict; HttpOnly${secure ? '; Secure' : ''}; Max-Age=${DAYS * 86_400}`;
}

function marksIn(cookieHeader: string | null): string[] {
  const { name } = hostCookie('linden_browser');
  const value = new RegExp(`(?:^|;\\s*)${name}=([\\w.-]+)(?:;|$)`).exec(cookieHeader ?? '')?.[1] ?? '';
  return value
    .split('.')
    .slice(0, MOST_MARKS)
    .filter((mark) => Buffer.from(mark, 'base64url').length === MARK_BYTES);
}

async function findMark(module: KeyModule, marks: string[], account: MarkedAccount, now: Date): Promise<Found | null> {
  const { all } = await module.versions('session');
  for (const mark of marks) {
    const bytes = Buffer.from(mark, 'base64url');
    const version = bytes.readUInt32BE();
    if (bytes.readUInt32BE(4) * 1000 < now.getTime() || !all.includes(version)) continue;
    const expected = await macOf(module, bytes.subarray(0, ID.to), account, version);
    if (timingSafeEqual(expected, bytes.subarray(ID.to))) return { id: bytes.toString('hex', ID.from, ID.to), mark };
  }
  return null;
}

async function newMark(module: KeyModule, id: Buffer, account: MarkedAccount, now: Date): Promise<string> {
  const { current } = await module.versions('session');
  const head = Buffer.alloc(ID.from);
  head.writeUInt32BE(current);
  head.writeUInt32BE(Math.floor(now.getTime() / 1000) + DAYS * 86_400, 4);
  const body = Buffer.concat([head, id]);
  return Buffer.concat([body, await macOf(module, body, account, current)]).toString('base64url');
}

async function macOf(
  module: KeyModule,
  body: Uint8Array,
  { email, passwordSalt }: MarkedAccount,
  version: number,
): Promise<Buffer> {
  const whose = lengthPrefixed('linden/known-browser/2', email, passwordSalt ?? '');
  const { mac } = await module.hmac('session', whose, version);
  return createHmac('sha256', mac)
    .update(body)
    .digest()
    .subarray(0, MARK_BYTES - ID.to);
}
