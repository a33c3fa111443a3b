import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changePassword } from '#app/features/members/change-password.server.ts';
import { endOtherSignIns, endSignIn, listSignIns } from '#app/features/members/sign-ins.server.ts';
import { confirmRecoveryCode, pendingCode, renewRecoveryCode } from '#app/features/members/recovery-code.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { actorLoader, sessionLoader } from '#app/kernel/actor-route.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { atTheDoor } from '#app/kernel/signed-in.server.ts';
import { deviceOf } from '#app/platform/auth/device.ts';
import { groupsOf } from '#app/platform/crypto/spoken-code.ts';
import { env } from '#app/platform/env/env.server.ts';
import { action as pressed } from '#app/routes/language/route.tsx';
import { action as login } from '#app/routes/login/route.tsx';
import { ask, ORIGIN } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { giveApp } from '../support/second-factors.ts';
import { PASSWORD } from '../support/world.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
let emails: string[];
beforeAll(async () => {
  const member = () => ({ name: 'A counsellor', email: `${randomUUID()}@example.org`, password: PASSWORD });
  const members = [1, 2].map(() => ({ ...member(), roles: ['counsellor' as const], language: 'en' }));
  const shortName = `north-${randomUUID().slice(0, 8)}`;
  const plan = { kind: 'cso' as const, name: 'North', shortName, capabilities: ['psychosocial'], members };
  emails = (await provisionOrganisation(plan, new Date())).members.map(({ email }) => email);
});
beforeEach(() => sql('DELETE FROM directory.attempt'));

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const account = sessionLoader(({ actor }) => actor.displayName);
const list = actorLoader({ action: 'listCases', resource: ownOrganisation }, async () =>
  done('her page', { type: 'case.opening', detail: {} }),
);
async function cookieOf(email: string, password = PASSWORD, agent = FIREFOX): Promise<string> {
  const answer = await signIn(email, password, randomUUID(), deviceOf(agent));
  if (!('cookie' in answer)) throw new Error(answer.outcome);
  return answer.cookie.split(';')[0]!;
}
async function memberOf(cookie: string): Promise<SignedIn> {
  const context = { nonce: '', requestId: '', clientAddress: '', memo: new Map() };
  const door = await atTheDoor(new Request('http://localhost:3000/', { headers: { Cookie: cookie } }), context);
  if (door?.stage !== 'full') throw new Error('not signed in');
  return door.member;
}
const isIn = async (cookie: string) => (await ask(account, { cookie })).status === 200;
const [NEXT, LATER] = ['quiet river over nine stones', 'another lamp in the orchard'];

describe('where a member is signed in', () => {
  test('is listed in rough words; one or all others end, and of another member none', async () => {
    const [here, there, third] = [await cookieOf(emails[0]!), await cookieOf(emails[0]!), await cookieOf(emails[0]!)];
    const stranger = await memberOf(await cookieOf(emails[1]!));
    const { items } = await listSignIns(await memberOf(here));
    expect(items.map(({ here, device, pending }) => ({ here, device, pending }))).toEqual([
      { here: true, device: 'firefox/linux', pending: false },
      { here: false, device: 'firefox/linux', pending: false },
      { here: false, device: 'firefox/linux', pending: false },
    ]);
    const name = (await listSignIns(await memberOf(there))).items[0]!.name;
    await expect(endSignIn(stranger, name)).rejects.toThrow(Invalid);
    expect(await isIn(there)).toBe(true);
    await endSignIn(await memberOf(here), name);
    expect([await isIn(here), await isIn(there), await isIn(third)]).toEqual([true, false, true]);
    await expect(endSignIn(await memberOf(here), name)).rejects.toThrow(Invalid);
    await endOtherSignIns(await memberOf(here));
    expect([await isIn(here), await isIn(third)]).toEqual([true, false]);
    expect((await listSignIns(stranger)).items).toHaveLength(1);
  });

  test('keeps nothing of what the browser says of itself but two words', async () => {
    await cookieOf(emails[0]!, PASSWORD, `${FIREFOX} Qyrzelith/9.7 (a telling build)`);
    const rows = await sql('SELECT device FROM directory.session');
    expect(rows.every(({ device }) => /^[a-z]{3,9}\/[a-z]{3,9}$/.test(device))).toBe(true);
    expect(deviceOf(null)).toBe('other/other');
    expect(
      deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1'),
    ).toBe('safari/ios');
    expect(deviceOf('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0')).toBe(
      'edge/windows',
    );
    expect(deviceOf('Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36')).toBe('chrome/android');
  });
});

describe('a new password', () => {
  const change = async (cookie: string, current: string, next: string) =>
    (await changePassword(await memberOf(cookie), { current, next }, cookie)).split(';')[0]!;

  test('opens the same vaults; the old one, the other sessions and the old token open nothing', async () => {
    const [here, there] = [await cookieOf(emails[0]!), await cookieOf(emails[0]!)];
    const cookie = await change(here, PASSWORD, NEXT);
    expect([await isIn(cookie), await isIn(here), await isIn(there)]).toEqual([true, false, false]);
    expect((await memberOf(cookie)).keys.holds('psychosocial')).toBe(true);
    await expect(cookieOf(emails[0]!)).rejects.toThrow('wrong');
    expect((await memberOf(await cookieOf(emails[0]!, NEXT))).keys.holds('psychosocial')).toBe(true);
    expect((await ask(list, { cookie })).status).toBe(200);
    await change(cookie, NEXT, PASSWORD);
  });

  test('needs the current one, and says which field is wrong', async () => {
    const cookie = await cookieOf(emails[0]!);
    const fields = (change: Promise<unknown>) =>
      change.then(
        () => null,
        (error: Invalid) => error.fields,
      );
    expect(await fields(change(cookie, 'not hers', NEXT))).toEqual({ current: ['password_wrong'] });
    expect(await fields(change(cookie, PASSWORD, 'short one'))).toEqual({ next: ['password_too_short'] });
    expect(await fields(change(cookie, PASSWORD, 'passwordpassword'))).toEqual({ next: ['password_common'] });
    expect(await fields(change(cookie, PASSWORD, emails[0]!))).toEqual({ next: ['password_hers'] });
    for (let attempt = 0; attempt < 5; attempt += 1) await fields(change(cookie, 'not hers', NEXT));
    expect(await fields(change(cookie, PASSWORD, NEXT))).toEqual({ current: ['too_many_attempts'] });
    expect(await isIn(cookie)).toBe(true);
  });

  test('of two at once one is saved', async () => {
    const [here, there] = [await cookieOf(emails[0]!), await cookieOf(emails[0]!)];
    const both = await Promise.allSettled([change(here, PASSWORD, NEXT), change(there, PASSWORD, LATER)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const now = both[0]?.status === 'fulfilled' ? NEXT : LATER;
    const cookie = await cookieOf(emails[0]!, now);
    await change(cookie, now, PASSWORD);
  });

  test('may be shorter beside a second step, and the step stays what it was', async () => {
    const cookie = await cookieOf(emails[1]!);
    await expect(change(cookie, PASSWORD, 'tumblewr')).rejects.toThrow(Invalid);
    await giveApp(await memberOf(cookie));
    const renewed = await change(cookie, PASSWORD, 'tumblewr');
    expect((await memberOf(renewed)).secondFactor).toBe(true);
    expect((await signIn(emails[1]!, 'tumblewr', randomUUID())).outcome).toBe('second_step');
  });
});

describe('where the second step is required', () => {
  test('a member with a vault is led to it before anything else, and her own account stays open', async () => {
    const cookie = await cookieOf(emails[0]!);
    expect((await ask(list, { cookie })).status).toBe(200);
    (env() as { onboarding: string }).onboarding = 'required';
    try {
      expect((await ask(list, { cookie })).location).toBe('/account/recovery-code');
      expect(await renewRecoveryCode(await memberOf(cookie), emails[0]!, PASSWORD)).toBe('made');
      const { code, asked } = pendingCode(await memberOf(cookie))!;
      expect(await confirmRecoveryCode(await memberOf(cookie), groupsOf(code)[asked - 1]!)).toBe(true);
      expect((await ask(list, { cookie })).location).toBe('/account/factors');
      expect(await isIn(cookie)).toBe(true);
      await giveApp(await memberOf(cookie));
      expect((await ask(list, { cookie })).status).toBe(200);
    } finally {
      (env() as { onboarding: string }).onboarding = 'optional';
    }
  });
});

/** A form of a page that anybody may send, with the cookies of its answer. */
async function postTo(
  action: (args: never) => unknown,
  path: string,
  fields: Record<string, string>,
  cookie: string,
): Promise<Response> {
  const headers = new Headers({ Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', ...(cookie && { Cookie: cookie }) });
  const request = new Request(`${ORIGIN}${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const context = { nonce: '', requestId: '', clientAddress: randomUUID(), memo: new Map() };
  return (await action({ request, params: {}, context } as never)) as Response;
}
const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('the language of a member', () => {
  let [hers, another] = ['', ''];
  beforeAll(async () => {
    const member = () => ({ name: 'A reader', email: `${randomUUID()}@example.org`, password: PASSWORD });
    const members = [1, 2].map(() => ({ ...member(), roles: ['counsellor' as const], language: 'en' }));
    const shortName = `east-${randomUUID().slice(0, 8)}`;
    const plan = { kind: 'cso' as const, name: 'East', shortName, capabilities: ['psychosocial'], members };
    [hers, another] = (await provisionOrganisation(plan, new Date())).members.map(({ email }) => email) as [
      string,
      string,
    ];
  });
  const press = (language: string, cookie: string) => postTo(pressed, '/language', { language, to: '/login' }, cookie);
  const enter = (email: string, cookie: string) => postTo(login, '/login', { email, password: PASSWORD }, cookie);
  const stored = async (email: string) =>
    (await sql('SELECT language FROM directory.member WHERE email = $1', email))[0]?.language as string;

  test('is what she pressed on the way in, on every device from then on', async () => {
    const chosen = cookiesOf(await press('sr', ''));
    const answer = await enter(hers, chosen);
    expect(await stored(hers)).toBe('sr');
    expect(answer.headers.getSetCookie().join('\n')).toMatch(/linden_language_chosen=; .*Max-Age=0/);
    expect(answer.headers.getSetCookie().filter((cookie) => cookie.startsWith('linden_language='))).toEqual([]);
    const elsewhere = await enter(hers, '');
    expect(cookiesOf(elsewhere)).toContain('linden_language=sr');
  });

  test('is one more press once she is in, and of nobody else', async () => {
    const before = await stored(another);
    const cookie = await cookieOf(hers);
    const answer = await press('en', cookie);
    expect(cookiesOf(answer)).toContain('linden_language=en');
    expect(cookiesOf(answer)).not.toContain('chosen');
    expect([await stored(hers), await stored(another)]).toEqual(['en', before]);
  });

  test('is not what somebody else read in this browser before', async () => {
    await sql("UPDATE directory.member SET language = 'sq' WHERE email = $1", another);
    expect(cookiesOf(await enter(another, 'linden_language=en'))).toContain('linden_language=sq');
    expect(await stored(another)).toBe('sq');
  });

  test('is not changed by a wrong password', async () => {
    const chosen = cookiesOf(await press('en', ''));
    await postTo(login, '/login', { email: another, password: 'not hers at all' }, chosen);
    expect(await stored(another)).toBe('sq');
  });
});
