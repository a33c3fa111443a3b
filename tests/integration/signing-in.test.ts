import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addPasskey } from '#app/features/members/add-passkey.server.ts';
import { changePassword } from '#app/features/members/change-password.server.ts';
import { finishSignIn } from '#app/features/members/finish-sign-in.server.ts';
import { frameOf } from '#app/features/members/frame.server.ts';
import { removeFactor } from '#app/features/members/remove-factor.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import { actorLoader, sessionLoader } from '#app/kernel/actor-route.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { LIMITS, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { renewSession } from '#app/kernel/sessions.server.ts';
import { atTheDoor, type Pending } from '#app/kernel/signed-in.server.ts';
import { STEP_UP_MINUTES } from '#app/kernel/step-up.ts';
import { MOST_SESSIONS } from '#app/platform/auth/session-adapter.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { action as joinAction } from '#app/routes/join/route.tsx';
import { action as loginAction } from '#app/routes/login/route.tsx';
import { action as passwordAction, loader as passwordLoader } from '#app/routes/_app.account.password/route.tsx';
import { action as sessionsAction, loader as sessionsLoader } from '#app/routes/_app.account.sessions/route.tsx';
import { ask, cookieFor, ORIGIN } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { invite, NEW_PASSWORD } from '../support/joining.ts';
import { giveApp } from '../support/second-factors.ts';
import { createWorld, PASSWORD, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => sql('DELETE FROM directory.attempt'));

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const account = sessionLoader(({ actor }) => actor.displayName);
const isIn = async (cookie: string) => (await ask(account, { cookie })).status === 200;
const doorOf = (cookie: string) => {
  const context = { nonce: '', requestId: '', clientAddress: '', memo: new Map() };
  return atTheDoor(new Request(`${ORIGIN}/`, { headers: { Cookie: cookie } }), context);
};
async function memberOf(cookie: string): Promise<SignedIn> {
  const door = await doorOf(cookie);
  if (door?.stage !== 'full') throw new Error('not signed in');
  return door.member;
}
async function pendingOf(email: string): Promise<Pending> {
  const answer = await signIn(email, PASSWORD, randomUUID());
  const door = 'cookie' in answer ? await doorOf(answer.cookie.split(';')[0]!) : null;
  if (door?.stage !== 'password') throw new Error(answer.outcome);
  return door.pending;
}
const stale = async (cookie: string) =>
  (await renewSession(cookie, new Date(Date.now() - (STEP_UP_MINUTES + 1) * 60_000))).split(';')[0]!;
const told = async (memberId: string) =>
  (await sql('SELECT kind FROM casework.notification WHERE member_id = $1 ORDER BY created_at, kind', memberId)).map(
    ({ kind }) => kind as string,
  );
const events = (type: string, resourceId: string) =>
  sql(
    'SELECT actor_id, organisation_id, outcome, detail FROM audit.event WHERE type = $1 AND resource_id = $2 ORDER BY sequence',
    ...[type, resourceId],
  );

describe('a new session', () => {
  test('begun by joining ends the one that the browser had, also somebody else’s', async () => {
    const { custodian, counsellor } = world.north.members;
    const had = await cookieFor(counsellor.email);
    const { code } = await invite(await memberOf(await cookieFor(custodian.email)), ['caseworker']);
    const post = (fields: Record<string, string>) => {
      const headers = { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', Cookie: had };
      const body = new URLSearchParams(fields);
      const context = { nonce: '', requestId: randomUUID(), clientAddress: randomUUID(), memo: new Map() };
      const request = new Request(`${ORIGIN}/join`, { method: 'POST', body, headers });
      return joinAction({ request, params: {}, context } as never) as Promise<Response>;
    };
    await post({ code });
    expect(await isIn(had)).toBe(true);
    const answer = await post({ intent: 'accept', code, password: NEW_PASSWORD, again: NEW_PASSWORD });
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    expect([await isIn(cookie), await isIn(had)]).toEqual([true, false]);
  });

  test('beyond the most ends the one that was used longest ago; half-way ones end none that is whole', async () => {
    const { email, actor } = world.south.members.caseworker;
    const [first, second] = [await cookieFor(email), await cookieFor(email)];
    await sql(
      `UPDATE directory.session SET last_seen_at = now() - interval '5 minutes' WHERE member_id = $1`,
      actor.id,
    );
    expect(await isIn(first)).toBe(true);
    for (let each = 2; each < MOST_SESSIONS; each += 1) await cookieFor(email);
    expect([await isIn(first)]).toEqual([true]);
    await sql(
      `UPDATE directory.session SET last_seen_at = last_seen_at - interval '2 minutes' WHERE id_hash =
        (SELECT id_hash FROM directory.session WHERE member_id = $1 ORDER BY created_at OFFSET 1 LIMIT 1)`,
      actor.id,
    );
    const next = await cookieFor(email);
    expect([await isIn(first), await isIn(second), await isIn(next)]).toEqual([true, false, true]);
    await giveApp(await memberOf(next));
    for (let each = 0; each <= MOST_SESSIONS; each += 1) await pendingOf(email);
    expect(await isIn(next)).toBe(true);
    // Nor do they end each other: somebody with the password alone would keep its owner from her second step.
    expect(await sql(`SELECT count(*)::int AS n FROM directory.session WHERE member_id = $1`, actor.id)).toEqual([
      { n: MOST_SESSIONS + 2 },
    ]);
  }, 120_000);
});

describe('the pages of her sign-ins and of her password', () => {
  test('ask again whether it is her: looking at the list does not', async () => {
    const { email } = world.north.members.supervisor;
    const there = await cookieFor(email);
    const fresh = await cookieFor(email);
    const old = await stale(fresh);
    const end = { intent: 'others' };
    expect((await ask(sessionsLoader, { cookie: old })).status).toBe(200);
    const refused = await ask(sessionsAction, { cookie: old, fields: end, address: '/account/sessions' });
    expect([refused.status, refused.location]).toEqual([307, '/confirm?to=%2Faccount%2Fsessions']);
    expect(await isIn(there)).toBe(true);
    expect((await ask(passwordLoader, { cookie: old })).location).toBe('/confirm?to=%2Fpage');
    const next = 'nine other pebbles beside it';
    const fields = { current: PASSWORD, next, again: next };
    expect((await ask(passwordAction, { cookie: old, fields })).status).toBe(307);
    expect((await signIn(email, next, randomUUID())).outcome).toBe('wrong');
    const again = await cookieFor(email);
    expect((await ask(sessionsAction, { cookie: again, fields: end })).status).toBe(303);
    expect(await isIn(there)).toBe(false);
    expect((await ask(passwordAction, { cookie: again, fields })).status).toBe(303);
    expect((await signIn(email, next, randomUUID())).outcome).toBe('signed_in');
  });
});

describe('a member is told', () => {
  test('of a new password and of factors that came or went, and not of what was refused', async () => {
    const { email, actor } = world.south.members.counsellor;
    const cookie = await cookieFor(email);
    await expect(changePassword(await memberOf(cookie), { current: 'x', next: NEW_PASSWORD }, cookie)).rejects.toThrow(
      Invalid,
    );
    await expect(addPasskey(await memberOf(cookie), {}, 'firefox/linux')).rejects.toThrow(Invalid);
    expect(await told(actor.id)).toEqual([]);
    const renewed = await changePassword(await memberOf(cookie), { current: PASSWORD, next: NEW_PASSWORD }, cookie);
    expect(await told(actor.id)).toEqual(['password_changed']);
    const now = renewed.split(';')[0]!;
    const app = await giveApp(await memberOf(now));
    await giveApp(await memberOf(now));
    await removeFactor(await memberOf(now), app.factorId);
    expect(await told(actor.id)).toEqual(['password_changed', ...Array<string>(3).fill('factors_changed')]);
  });

  test('of a right password with a wrong second step: once in a quarter of an hour', async () => {
    const { email, actor } = world.north.members.lawyer;
    const app = await giveApp(await memberOf(await cookieFor(email)));
    const before = await told(actor.id);
    await pendingOf(email);
    expect(await told(actor.id)).toEqual(before);
    for (const code of ['000000', '000001'])
      expect((await finishSignIn(await pendingOf(email), { by: 'code', code })).outcome).toBe('wrong');
    expect(await told(actor.id)).toEqual([...before, 'second_step_failed']);
    await sql('UPDATE directory.second_factor SET last_step = last_step - 3 WHERE id = $1', app.factorId);
    expect((await finishSignIn(await pendingOf(email), { by: 'code', code: app.code() })).outcome).toBe('right');
    const failed = await events('member.second_step_failed', actor.id);
    expect(failed.map(({ detail }) => detail)).toEqual([{ by: 'code' }, { by: 'code' }]);
    expect((await events('member.signed_in', actor.id)).map(({ detail }) => detail)).toEqual([
      { by: 'password' },
      { by: 'code' },
    ]);
  });

  test('of a right password without a second step, also when no code is ever tried: once in a quarter of an hour, and none is forgotten', async () => {
    const { email, actor } = world.south.members.lawyer;
    const hers = await cookieFor(email);
    await giveApp(await memberOf(hers));
    const before = await told(actor.id);
    const looks = async () => frameOf(await memberOf(hers), new Request(`${ORIGIN}/`));
    const tenMinutesLater = () =>
      sql(
        `UPDATE directory.session SET expires_at = now() - interval '1 second' WHERE member_id = $1 AND stage = 'password'`,
        actor.id,
      );
    const missing = Array<string>(3).fill('second_step_missing');
    await pendingOf(email);
    await pendingOf(email);
    await looks();
    expect(await told(actor.id)).toEqual(before);
    await tenMinutesLater();
    await Promise.all([looks(), looks()]);
    expect(await told(actor.id)).toEqual([...before, ...missing.slice(2)]);
    // Another one within the quarter of an hour waits for its turn.
    await pendingOf(email);
    await tenMinutesLater();
    await looks();
    expect(await told(actor.id)).toEqual([...before, ...missing.slice(2)]);
    await sql('DELETE FROM directory.attempt');
    await looks();
    await looks();
    expect(await told(actor.id)).toEqual([...before, ...missing.slice(1)]);
    // Who has the password and comes again without looking at a page of hers is told of as well.
    await pendingOf(email);
    await tenMinutesLater();
    await sql('DELETE FROM directory.attempt');
    await pendingOf(email);
    expect(await told(actor.id)).toEqual([...before, ...missing]);
    const noted = await events('member.second_step_missing', actor.id);
    expect(noted.map(({ actor_id, detail }) => [actor_id, detail])).toEqual([
      [null, { count: 2 }],
      [null, { count: 1 }],
      [null, { count: 1 }],
    ]);
    const { lawyer } = world.south.members;
    const view = await perform(lawyer, 'listNotifications', ownOrganisation, {}, (uow) => listNotices(uow));
    expect(view).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ to: '/account/password' })]),
    });
  }, 60_000);

  test('of it also when the browser goes on to another account, which cannot make away with the half-way session', async () => {
    const { counsellor, caseworker } = world.north.members;
    const { email, actor } = counsellor;
    const hers = await cookieFor(email);
    const app = await giveApp(await memberOf(hers));
    const login = async (who: string, cookie: string) => {
      const body = new URLSearchParams({ email: who, password: PASSWORD });
      const headers = { Origin: ORIGIN, 'Sec-Fetch-Site': 'same-origin', Cookie: cookie };
      const context = { nonce: '', requestId: randomUUID(), clientAddress: randomUUID(), memo: new Map() };
      const request = new Request(`${ORIGIN}/login`, { method: 'POST', body, headers });
      const answer = (await loginAction({ request, params: {}, context } as never)) as Response;
      return answer.headers.getSetCookie()[0]!.split(';')[0]!;
    };
    const halfWay = async () =>
      (await sql(`SELECT FROM directory.session WHERE member_id = $1 AND stage = 'password'`, actor.id)).length;
    const first = await login(email, '');
    // She typed it again herself, in the same browser: one sign-in, of which nothing is left once it is whole.
    const second = await login(email, first);
    expect(await halfWay()).toBe(1);
    await login(caseworker.email, second);
    expect(await halfWay()).toBe(1);
    await sql('UPDATE directory.second_factor SET last_step = last_step - 3 WHERE id = $1', app.factorId);
    const door = await doorOf(second);
    if (door?.stage !== 'password') throw new Error('no second step');
    expect((await finishSignIn(door.pending, { by: 'code', code: app.code() })).outcome).toBe('right');
    expect(await halfWay()).toBe(0);
  }, 60_000);

  test('of too many wrong passwords, which are in her organisation’s log: the refusals once', async () => {
    const { email, actor } = world.north.members.caseworker;
    for (const _ of [1, 2]) await signIn(email, 'another password', randomUUID());
    for (let each = 2; each < LIMITS.account.most; each += 1) await takeAttempt({ account: email });
    for (const _ of [1, 2, 3]) expect((await signIn(email, PASSWORD, randomUUID())).outcome).toBe('too_many');
    expect(await told(actor.id)).toEqual(['sign_ins_refused']);
    const { caseworker } = world.north.members;
    const view = await perform(caseworker, 'listNotifications', ownOrganisation, {}, (uow) => listNotices(uow));
    expect(view).toMatchObject({ items: [{ kind: 'sign_ins_refused', to: '/account/sessions', unread: true }] });
    const stranger = { actor_id: null, organisation_id: actor.organisationId, outcome: 'denied', detail: {} };
    expect(await events('member.sign_in_failed', actor.id)).toEqual([stranger, stranger]);
    expect(await events('member.sign_in_refused', actor.id)).toEqual([stranger]);
  });

  test('nobody is, of an account that does not exist', async () => {
    const count = async () => (await sql('SELECT count(*)::int AS n FROM casework.notification'))[0];
    const before = await count();
    const email = `${randomUUID()}@example.org`;
    for (let each = 0; each < LIMITS.account.most; each += 1) await takeAttempt({ account: email });
    expect((await signIn(email, PASSWORD, randomUUID())).outcome).toBe('too_many');
    expect(await count()).toEqual(before);
  });
});

test('where the second step is required, who holds no vault needs one as well', async () => {
  const list = actorLoader({ action: 'listNotifications', resource: ownOrganisation }, async () =>
    done('her page', { type: 'case.opening', detail: {} }),
  );
  const cookie = await cookieFor(world.north.members.auditor.email);
  expect((await ask(list, { cookie })).status).toBe(200);
  (env() as { onboarding: string }).onboarding = 'required';
  try {
    expect((await ask(list, { cookie })).location).toBe('/account/factors');
    await giveApp(await memberOf(cookie));
    expect((await ask(list, { cookie })).status).toBe(200);
  } finally {
    (env() as { onboarding: string }).onboarding = 'optional';
  }
});
