import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { confirmIdentity } from '#app/features/members/confirm-identity.server.ts';
import { answerConfirmation } from '#app/features/members/answer-confirmation.server.ts';
import { ACTIONS, demandsOf, type ActionName } from '#app/kernel/actions.ts';
import { actorAction, actorLoader, intents, sessionAction } from '#app/kernel/actor-route.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { renewSession } from '#app/kernel/sessions.server.ts';
import { atTheDoor } from '#app/kernel/signed-in.server.ts';
import { isFresh, STEP_UP_MINUTES } from '#app/kernel/step-up.ts';
import { sessionIdHash, sessionIdOf } from '#app/platform/auth/session-token.server.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { giveApp } from '../support/second-factors.ts';
import { createWorld, PASSWORD, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => sql('DELETE FROM directory.attempt'));

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const tokenIn = (cookie: string) => Buffer.from(cookie.slice(cookie.indexOf('=') + 1).split(';')[0]!, 'base64url');
const hashIn = (cookie: string) => sessionIdHash(sessionIdOf(tokenIn(cookie)));
async function memberOf(cookie: string): Promise<SignedIn> {
  const context = { nonce: '', requestId: '', clientAddress: '', memo: new Map() };
  const door = await atTheDoor(new Request('http://localhost:3000/', { headers: { Cookie: cookie } }), context);
  if (door?.stage !== 'full') throw new Error('not signed in');
  return door.member;
}
/** Her session as it is so many minutes after she showed that it is her. */
const stale = async (cookie: string, minutes = STEP_UP_MINUTES + 1) =>
  (await renewSession(cookie, minutesAgo(minutes))).split(';')[0]!;

const exported = actorLoader({ action: 'exportAuditTrail', resource: ownOrganisation }, async () =>
  done('the file', { type: 'case.opening', detail: {} }),
);
const read = actorLoader({ action: 'readAuditTrail', resource: ownOrganisation }, async () =>
  done('the page', { type: 'case.opening', detail: {} }),
);
let erased: string[] = [];
const erasing = actorAction(
  { action: 'listNotifications', resource: ownOrganisation, form: z.object({ reason: z.string() }), stepUp: true },
  async ({ form }) => {
    erased.push(form.reason);
    return done(redirectTo('/'), { type: 'case.opening', detail: {} });
  },
);
const erasingByIntent = intents({ erase: erasing });
const confirming = sessionAction(answerConfirmation);

describe('what matters most', () => {
  test('is who works here, what the keys are, what leaves, and what cannot be undone', () => {
    const asks = Object.keys(ACTIONS).filter((action) => demandsOf(action as ActionName).stepUp);
    const people = ['inviteMember', 'renewMember', 'changeRoles', 'letGo', 'createOrganisation', 'inviteWithoutKeys'];
    expect(asks.sort()).toEqual(
      [...people, 'renewKeys', 'keepRecoveryKey', 'keepCanaries', 'decideErasure', 'exportAuditTrail', 'makeCopy'].sort(),
    );
  });

  test('asks again after ten minutes; ordinary reading does not', async () => {
    const fresh = await cookieFor(world.north.members.auditor.email);
    expect((await ask(exported, { cookie: fresh })).body).toBe('the file');
    const old = await stale(fresh);
    const answer = await ask(exported, { cookie: old, address: '/audit/download?type=case.opened&page=2' });
    expect([answer.status, answer.location]).toEqual([
      302,
      '/confirm?to=%2Faudit%2Fdownload%3Ftype%3Dcase.opened%26page%3D2',
    ]);
    expect((await ask(read, { cookie: old })).body).toBe('the page');
  });

  test('is not fresh by a column, which is all that a writer of the database can set (planted)', async () => {
    const old = await stale(await cookieFor(world.north.members.auditor.email), 60);
    await sql('UPDATE directory.session SET stepped_up_at = now() WHERE id_hash = $1', hashIn(old));
    expect((await ask(exported, { cookie: old })).status).toBe(302);
    const [row] = await sql('SELECT stepped_up_at FROM directory.session WHERE id_hash = $1', hashIn(old));
    // The weak variant believes the column.
    expect(isFresh(row.stepped_up_at, new Date())).toBe(true);
    expect(isFresh((await memberOf(old)).steppedUpAt, new Date())).toBe(false);
  });

  test('is not fresh by the sealed secrets of another session or of an hour ago', async () => {
    const email = world.south.members.auditor.email;
    const young = await cookieFor(email);
    const [row] = await sql('SELECT secrets_ct FROM directory.session WHERE id_hash = $1', hashIn(young));
    const old = await stale(await cookieFor(email));
    await sql('UPDATE directory.session SET secrets_ct = $2 WHERE id_hash = $1', hashIn(old), row.secrets_ct);
    expect((await ask(exported, { cookie: old })).status).toBe(500);
  });

  test('a moment to come does not count as fresh', () => {
    expect(isFresh(new Date(Date.now() + 3_600_000), new Date())).toBe(false);
    expect(isFresh(null, new Date())).toBe(false);
  });
});

describe('a form whose confirmation has run out', () => {
  test('is sent on whole, comes back confirmed with what was typed, and is done then and once', async () => {
    erased = [];
    const old = await stale(await cookieFor(world.commission.members.auditor.email));
    const typed = { intent: 'erase', reason: 'Short & "neutral" text', _once: randomUUID() };
    const refused = await ask(erasingByIntent, { cookie: old, fields: typed, address: '/audit' });
    expect([refused.status, refused.location, erased]).toEqual([307, '/confirm?to=%2Faudit', []]);

    const arrived = await ask(confirming, { cookie: old, fields: typed, address: '/confirm?to=%2Faudit' });
    const { carry } = arrived.body as { carry: string };
    const wrong = await ask(confirming, {
      cookie: old,
      fields: { _carry: carry, by: 'password', password: 'not hers' },
      address: '/confirm?to=%2Faudit',
    });
    expect([wrong.status, wrong.body]).toMatchObject([422, { carry, ready: null }]);
    expect(JSON.stringify(wrong.body)).not.toContain('not hers');

    const right = await ask(confirming, {
      cookie: old,
      fields: { _carry: carry, by: 'password', password: PASSWORD },
      address: '/confirm?to=%2Faudit',
    });
    const { ready } = right.body as { ready: [string, string][] };
    expect(Object.fromEntries(ready)).toEqual(typed);
    expect(erased).toEqual([]);
    expect((await ask(read, { cookie: old })).location).toMatch(/^\/login/);
  });

  test('of what came along nothing is believed but names and texts', async () => {
    const cookie = await cookieFor(world.commission.members.auditor.email);
    for (const carry of ['{"a":1}', '[["a",1]]', 'not json', '[[["a"]]]']) {
      const answer = await ask(confirming, {
        cookie: await stale(await cookieFor(world.commission.members.auditor.email)),
        fields: { _carry: carry, by: 'password', password: PASSWORD },
        address: '/confirm?to=%2Faudit',
      });
      expect([answer.status, answer.location]).toEqual([303, '/audit']);
    }
    const elsewhere = await ask(confirming, {
      cookie,
      fields: { _carry: '', by: 'password', password: PASSWORD },
      address: '/confirm?to=https%3A%2F%2Felsewhere.example',
    });
    expect(elsewhere.location).toBe('/');
  });
});

describe('confirming', () => {
  test('goes on under a new token with the same vaults and the same end; the old token is dead at once', async () => {
    const { email } = world.north.members.lawyer;
    const old = await stale(await cookieFor(email));
    const [before] = await sql('SELECT created_at, expires_at FROM directory.session WHERE id_hash = $1', hashIn(old));
    const answer = await confirmIdentity(await memberOf(old), { by: 'password', password: PASSWORD }, old);
    const cookie = 'cookie' in answer ? answer.cookie.split(';')[0]! : '';
    const [after] = await sql(
      'SELECT created_at, expires_at, stepped_up_at FROM directory.session WHERE id_hash = $1',
      hashIn(cookie),
    );
    expect(after).toMatchObject(before);
    const member = await memberOf(cookie);
    expect([member.keys.holds('legal'), isFresh(member.steppedUpAt, new Date())]).toEqual([true, true]);
    await expect(memberOf(old)).rejects.toThrow('not signed in');
    await expect(renewSession(old)).rejects.toThrow();
  });

  test('with a second step takes no password, and of two at once one goes on', async () => {
    const { email } = world.north.members.custodian;
    const cookie = await cookieFor(email);
    const app = await giveApp(await memberOf(cookie));
    const member = await memberOf(cookie);
    expect(await confirmIdentity(member, { by: 'password', password: PASSWORD }, cookie)).toEqual({ outcome: 'wrong' });
    await sql('UPDATE directory.second_factor SET last_step = last_step - 3 WHERE id = $1', app.factorId);
    const answers = await Promise.allSettled(
      [app.code(), app.code(1)].map((code) => confirmIdentity(member, { by: 'code', code }, cookie)),
    );
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value.outcome === 'right')).toHaveLength(
      1,
    );
  });

  test('is limited for somebody who sits down at an open screen', async () => {
    const cookie = await cookieFor(world.host.members.auditor.email);
    const member = await memberOf(cookie);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      expect(await confirmIdentity(member, { by: 'password', password: 'guess' }, cookie)).toEqual({
        outcome: 'wrong',
      });
    }
    expect(await confirmIdentity(member, { by: 'password', password: PASSWORD }, cookie)).toEqual({
      outcome: 'too_many',
    });
  });

  test('by the password of an account whose e-mail was put in place of hers is refused', async () => {
    const [victim, attacker] = [world.undp.members.analyst, world.host.members.operator];
    const cookie = await cookieFor(victim.email);
    // What a writer of the database achieves by exchanging two e-mails: the session names the attacker's account.
    const member = { ...(await memberOf(cookie)), email: attacker.email };
    expect(await confirmIdentity(member, { by: 'password', password: PASSWORD }, cookie)).toEqual({ outcome: 'wrong' });
  });
});
