import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { changePassword } from '#app/features/members/change-password.server.ts';
import { findAccount } from '#app/features/members/member-repo.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { actorAction } from '#app/kernel/actor-route.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { knownBrowser, rememberBrowser } from '#app/platform/auth/known-browser.server.ts';
import { action as loginAction } from '#app/routes/login/route.tsx';
import { forgetAttempts, LIMITS, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import * as z from 'zod';
import { ask, cookieFor, ORIGIN } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { PASSWORD } from '../support/world.ts';

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const run = promisify(execFile);

/** How many of `tries` attempts, made at once, another process lets through. */
async function inProcess(kind: 'database' | 'memory', subject: string, tries: number): Promise<number> {
  const arguments_ = ['--import', 'tsx', 'tests/support/limit-process.ts', kind, subject, String(tries)];
  return Number((await run(process.execPath, arguments_)).stdout);
}

describe('a limit', () => {
  test('holds exactly over two processes at once; a counter in memory lets each have the whole (planted)', async () => {
    const subject = `${randomUUID()}@example.org`;
    const [one, other] = await Promise.all([inProcess('database', subject, 12), inProcess('database', subject, 12)]);
    expect(one + other).toBe(LIMITS.account.most);
    const [weak, weakOther] = await Promise.all([inProcess('memory', subject, 12), inProcess('memory', subject, 12)]);
    expect(weak + weakOther).toBe(2 * LIMITS.account.most);
  }, 120_000);

  test('is exact for many at once in one process, and an attempt that was refused does not count', async () => {
    const subject = randomUUID();
    const answers = await Promise.all(Array.from({ length: 40 }, () => takeAttempt({ account: subject })));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(LIMITS.account.most);
    const [attempt] = answers.filter((answer) => answer !== null);
    await attempt!.giveBack();
    expect(await takeAttempt({ account: subject })).not.toBeNull();
    expect(await takeAttempt({ account: subject })).toBeNull();
  });

  test('counts nothing for one subject when another has had its most', async () => {
    const [account, address] = [randomUUID(), randomUUID()];
    for (let each = 0; each < LIMITS.address.most; each += 1) await takeAttempt({ address });
    for (let each = 0; each < 20; each += 1) expect(await takeAttempt({ account, address })).toBeNull();
    expect(await takeAttempt({ account })).not.toBeNull();
    expect(await sql('SELECT count(*)::int AS n FROM directory.attempt WHERE attempted_at > now()')).toEqual([
      { n: 0 },
    ]);
  });

  test('is over when its time is, and what is older goes', async () => {
    const subject = randomUUID();
    const before = (await sql('SELECT max(id) AS id FROM directory.attempt'))[0]?.id ?? 0;
    for (let each = 0; each < 9; each += 1) await takeAttempt({ account: subject });
    await sql(`UPDATE directory.attempt SET attempted_at = attempted_at - interval '16 minutes' WHERE id > $1`, before);
    expect(await takeAttempt({ account: subject })).not.toBeNull();
    expect(await sql('SELECT count(*)::int AS n FROM directory.attempt WHERE id > $1', before)).toEqual([{ n: 1 }]);
  });

  test('of one kind is not another’s, and what was forgotten is free', async () => {
    const subject = randomUUID();
    for (let each = 0; each < 9; each += 1) await takeAttempt({ account: subject });
    expect(await takeAttempt({ confirmation: subject })).not.toBeNull();
    await forgetAttempts('account', subject);
    expect(await takeAttempt({ account: subject })).not.toBeNull();
  });

  test('stores hashes: neither e-mail nor address is in the table', async () => {
    const subject = `somebody-${randomUUID()}@example.org`;
    await takeAttempt({ account: subject, address: '203.0.113.7' });
    const rows = await sql('SELECT encode(subject_hash, $1) AS hash FROM directory.attempt', 'hex');
    expect(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    const plain = Buffer.from(subject).toString('hex');
    expect(JSON.stringify(rows)).not.toContain(plain);
  });

  test('of an address counts wrong passwords alone: an office signs in as often as it likes', async () => {
    const [member] = await twoCaseworkers();
    const address = randomUUID();
    for (let each = 1; each < LIMITS.address.most; each += 1) await takeAttempt({ address });
    for (const _ of [1, 2, 3]) expect((await signIn(member!.email, PASSWORD, address)).outcome).toBe('signed_in');
    expect((await signIn(member!.email, 'another password', address)).outcome).toBe('wrong');
    expect((await signIn(member!.email, PASSWORD, address)).outcome).toBe('too_many');
  }, 60_000);

  test('of names is each member’s own, and answers 429 without asking for more', async () => {
    let shown = 0;
    const names = actorAction({ action: 'revealNames', resource: ownOrganisation, form: z.object({}) }, async () => {
      shown += 1;
      return done(redirectTo('/'), { type: 'case.opening', detail: {} });
    });
    const [first, second] = await twoCaseworkers();
    const cookie = await cookieFor(first!.email);
    const { id } = first!;
    for (let each = 0; each < LIMITS.names.most - 1; each += 1) await takeAttempt({ names: id });
    expect((await ask(names, { cookie, fields: {} })).status).toBe(303);
    const answer = await ask(names, { cookie, fields: {} });
    expect([answer.status, answer.body, shown]).toEqual([429, { error: 'too_many', requestId: expect.any(String) }, 1]);
    const colleague = await cookieFor(second!.email);
    expect((await ask(names, { cookie: colleague, fields: {} })).status).toBe(303);
  });
});

describe('a browser in which she was signed in before', () => {
  const rememberedBy = async (email: string, had = '') =>
    (await rememberBrowser(had, await marked(email), new Date())).split(';')[0]!;
  /** What a colleague can do at the next desk: every wrong password that the account and the address allow. */
  async function shutOut(email: string, address: string) {
    for (let each = 0; each < LIMITS.account.most; each += 1) await takeAttempt({ account: email, address });
    for (let each = 0; each < LIMITS.address.most; each += 1) await takeAttempt({ address });
  }
  const enter = async (email: string, address: string, cookie: string | null, password = PASSWORD) =>
    (await signIn(email, password, address, 'other/other', cookie)).outcome;

  test('stays open to her when a colleague has used up her account and the address; another browser does not', async () => {
    const [{ email }, address] = [(await twoCaseworkers())[0]!, randomUUID()];
    const cookie = await rememberedBy(email);
    await shutOut(email, address);
    expect(await enter(email, address, null)).toBe('too_many');
    expect(await enter(email, address, cookie)).toBe('signed_in');
    expect(await enter(email.toUpperCase(), address, cookie)).toBe('signed_in');
  }, 60_000);

  test('has a limit of its own, in which an older copy of its mark counts too', async () => {
    const [{ email }, address] = [(await twoCaseworkers())[0]!, randomUUID()];
    const older = await rememberedBy(email);
    const cookie = await rememberedBy(email, older);
    const { browser } = LIMITS;
    const subject = `${email}/${await knownBrowser(cookie, await marked(email), new Date())}`;
    for (let each = 0; each < browser.most - 1; each += 1) await takeAttempt({ browser: subject });
    expect(await enter(email, address, older, 'another password')).toBe('wrong');
    for (const copy of [older, cookie]) expect(await enter(email, address, copy)).toBe('too_many');
    // Elsewhere she is as free as before: what is counted for a browser shuts nothing else.
    expect(await enter(email, address, null)).toBe('signed_in');
  }, 60_000);

  test('counts with all others of her account over a day: many marks are not many times eight tries', async () => {
    const [{ email }, address] = [(await twoCaseworkers())[0]!, randomUUID()];
    const tries = async (most: number) => {
      let wrong = 0;
      // A new mark for every try, as if each came from another browser of hers.
      for (let each = 0; each < most; each += 1) {
        const outcome = await enter(email, address, await rememberedBy(email), 'another password');
        wrong += outcome === 'wrong' ? 1 : 0;
      }
      return wrong;
    };
    const spent = LIMITS.browsers.most - 2;
    for (let each = 0; each < spent; each += 1) await takeAttempt({ browsers: email });
    // Two more of the day, then the eight that a stranger has: fourteen are tried, ten are looked at.
    expect(await tries(14)).toBe(2 + LIMITS.account.most);
    expect(await enter(email, randomUUID(), await rememberedBy(email))).toBe('too_many');
    await forgetAttempts('account', email);
    expect(await enter(email, randomUUID(), await rememberedBy(email))).toBe('signed_in');
  }, 60_000);

  test('is a stranger once the password is another one', async () => {
    const [{ email }, address] = [(await twoCaseworkers())[0]!, randomUUID()];
    const cookie = await rememberedBy(email);
    expect(await knownBrowser(cookie, await marked(email), new Date())).not.toBeNull();
    const session = await cookieFor(email);
    const salt = randomBytes(16);
    expect(await knownBrowser(cookie, { email, passwordSalt: salt }, new Date())).toBeNull();
    expect(await knownBrowser(cookie, { email, passwordSalt: null }, new Date())).toBeNull();
    await shutOut(email, address);
    expect(await enter(email, address, cookie)).toBe('signed_in');
    await changePassword(await memberOf(session), { current: PASSWORD, next: NEW_PASSWORD }, session);
    // Her colleague, in the browser that the old mark was copied from, is a stranger; she is not, where she signs in anew.
    expect(await enter(email, address, cookie, NEW_PASSWORD)).toBe('too_many');
  }, 60_000);

  test('is not made: a colleague’s own mark, an altered and an old one are a stranger’s', async () => {
    const [one, other] = await twoCaseworkers();
    const address = randomUUID();
    const cookie = await rememberedBy(one!.email);
    const bytes = (text: string) => Buffer.from(text.split('=')[1]!, 'base64url');
    const altered = (place: number) => {
      const mark = bytes(cookie);
      mark[place]! ^= 1;
      return `linden_browser=${mark.toString('base64url')}`;
    };
    await shutOut(one!.email, address);
    const ninetyOneDaysAgo = new Date(Date.now() - 91 * 86_400_000);
    const old = (await rememberBrowser(null, await marked(one!.email), ninetyOneDaysAgo)).split(';')[0]!;
    const unknownVersion = bytes(cookie);
    unknownVersion.writeUInt32BE(77);
    const forged = [
      await rememberedBy(other!.email),
      old,
      ...[7, 9, 30].map(altered),
      `linden_browser=${unknownVersion.toString('base64url')}`,
      'linden_browser=AAAA.-.x',
    ];
    for (const mark of forged) expect(await enter(one!.email, address, mark)).toBe('too_many');
    expect(await enter(one!.email, address, cookie)).toBe('signed_in');
  }, 60_000);

  test('keeps four accounts of a shared desk, the last one first, and no name', async () => {
    const emails = Array.from({ length: 5 }, () => `${randomUUID()}@example.org`);
    let cookie = '';
    for (const email of emails) cookie = await rememberedBy(email, cookie);
    const known = await Promise.all(emails.map(async (email) => knownBrowser(cookie, await marked(email), new Date())));
    expect(known.map(Boolean)).toEqual([false, true, true, true, true]);
    expect(Buffer.from(cookie, 'base64url').toString('latin1')).not.toContain('@');
    expect(await rememberBrowser(cookie, await marked(emails[4]!), new Date())).toMatch(
      /^linden_browser=[\w.-]+; Path=\/; SameSite=Strict; HttpOnly; Max-Age=7776000$/,
    );
  });

  test('is known after a sign-in by the form, and not after a wrong password', async () => {
    const { email } = (await twoCaseworkers())[0]!;
    const post = (password: string) => {
      const body = new URLSearchParams({ email, password });
      const headers = { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin' };
      const request = new Request(`${ORIGIN}/login`, { method: 'POST', body, headers });
      const context = { nonce: '', requestId: randomUUID(), clientAddress: randomUUID(), memo: new Map() };
      return loginAction({ request, params: {}, context } as never) as Promise<Response | { init?: object }>;
    };
    const answer = (await post(PASSWORD)) as Response;
    const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
    expect(await knownBrowser(cookies.join('; '), await marked(email), new Date())).not.toBeNull();
    expect(JSON.stringify(await post('another password'))).not.toContain('linden_browser');
  }, 60_000);
});

const NEW_PASSWORD = 'another long enough passphrase';

/** What a mark is made for: an address without an account has a salt here, so that only the marks are looked at. */
async function marked(email: string) {
  return { email, passwordSalt: (await findAccount(email))?.password_salt ?? Buffer.alloc(16, 1) };
}

async function memberOf(cookie: string): Promise<SignedIn> {
  const context = { nonce: '', requestId: '', clientAddress: '', memo: new Map<string, unknown>() };
  return (await signedIn(new Request(ORIGIN, { headers: { Cookie: cookie } }), context))!;
}

async function twoCaseworkers() {
  const member = () => ({ name: 'A caseworker', email: `${randomUUID()}@example.org`, password: PASSWORD });
  const members = [1, 2].map(() => ({ ...member(), roles: ['caseworker' as const], language: 'en' }));
  const shortName = `north-${randomUUID().slice(0, 8)}`;
  const plan = { kind: 'cso' as const, name: 'North', shortName, capabilities: ['psychosocial'], members };
  return (await provisionOrganisation(plan, new Date())).members;
}
