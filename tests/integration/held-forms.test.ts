import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { carriedThrough, goOn } from '#app/features/members/after-sign-in.server.ts';
import { leave } from '#app/features/members/leave.server.ts';
import { signOut } from '#app/features/members/sign-out.server.ts';
import { actorAction, intents } from '#app/kernel/actor-route.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { openForm, proofOfPage, sealForm } from '#app/kernel/held-form.server.ts';
import { ownAccount, ownOrganisation } from '#app/kernel/resource.server.ts';
import { renewSession } from '#app/kernel/sessions.server.ts';
import { signedInBy } from '#app/kernel/signed-in.server.ts';
import { ask, cookieFor, ORIGIN } from '../support/asking.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
let [worker, colleague] = [] as unknown as [SignedIn & { email: string }, SignedIn & { email: string }];
let handled = 0;
beforeAll(async () => {
  world = await createWorld();
  worker = world.north.members.caseworker;
  colleague = world.north.members.colleague;
});

const WORDS = 'Fictional words.';
const action = actorAction({ action: 'openCase', resource: ownOrganisation, form: z.looseObject({}) }, async () => {
  handled += 1;
  return done(redirectTo('/'), { type: 'case.opening', detail: {} });
});
/** As the page of this form carries it. */
const proof = (mark: string, member: SignedIn = worker, at = new Date()) =>
  proofOfPage({ memberId: member.actor.id, signedInAt: member.signedInAt }, mark.split('#')[0]!, at);
async function signedInNow() {
  const cookie = await cookieFor(worker.email);
  return { cookie, member: (await signedInBy(cookie))! };
}
const MARK = () => `/cases/${randomUUID()}/sessions/new#session-casework`;

function formOf(fields: Record<string, string | string[]>): FormData {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value);
  return form;
}

async function draftOf(member: SignedIn, mark: string) {
  let draft: Awaited<ReturnType<typeof keptDraft>> = null;
  await perform(member, 'keepDraft', ownAccount, {}, async (uow) => {
    draft = await keptDraft(uow, mark);
    return done({}, { type: 'case.opening', detail: {} });
  });
  return draft as { fields: Record<string, string> } | null;
}

describe('a form that meets no session', () => {
  test.each([
    ['a form', action],
    ['one form of several', intents({ one: action })],
  ])('%s is sent along to the sign-in, and comes back to its page', async (_, handler) => {
    const fields = { intent: 'one', text: WORDS };
    const answer = await ask(handler, { fields, address: '/cases/new?k=2&index' });
    expect(answer).toMatchObject({ status: 307, location: '/login?to=%2Fcases%2Fnew%3Fk%3D2&unsaved=1' });
  });

  test('with a file, or too long, is not sent along, and the sign-in says so', async () => {
    const multipart = await ask(action, { body: formOf({ text: WORDS }) });
    expect(multipart).toMatchObject({ status: 303, location: '/login?to=%2Fpage&unsaved=1' });
    const headers = { 'Content-Length': '1000001', 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await ask(action, { body: 'text=x', headers })).status).toBe(303);
  });

  test('is carried sealed through a wrong password, and becomes a draft of who signs in', async () => {
    const mark = MARK();
    const held = formOf({
      _by: worker.actor.id,
      _for: proof(mark),
      _draft: mark,
      _once: randomUUID(),
      note: WORDS,
      goals: ['a', 'b'],
      newPassword: 'secret',
    });
    const post = (form: FormData) =>
      new Request(`${ORIGIN}/login?to=%2Fpage&unsaved=1`, { method: 'POST', body: form });
    const { carry, arrived } = await carriedThrough(post(held), 'password');
    expect(arrived).toBe(true);
    expect(Buffer.from(carry, 'base64').toString('latin1')).not.toContain(WORDS);
    const signing = await carriedThrough(post(formOf({ _carry: carry, email: 'x', password: 'y' })), 'password');
    expect(signing).toEqual({ carry, arrived: false });
    // The second step is sent what the first one was.
    expect(await carriedThrough(post(formOf({ _carry: carry, email: 'x', password: 'y' })), 'by')).toEqual({
      carry,
      arrived: true,
    });
    const cookie = await cookieFor(worker.email);
    const answer = await goOn(new Request('http://localhost/login'), [cookie], carry, '/page');
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/page']);
    expect((await draftOf(worker, mark))?.fields).toEqual({
      _whole: '1',
      note: WORDS,
      'goals[0]': 'a',
      'goals[1]': 'b',
    });
  });

  test('opens for nobody else, and not for ever', async () => {
    const mark = MARK();
    const now = new Date();
    const held = () =>
      sealForm(formOf({ _by: worker.actor.id, _for: proof(mark, worker, now), _draft: mark, note: WORDS }), now)!;
    expect(openForm(held(), worker.actor.id, now)?.fields['note']).toBe(WORDS);
    expect(openForm(held(), colleague.actor.id, now)).toBeNull();
    expect(openForm(held(), worker.actor.id, new Date(now.getTime() + 3_600_001))).toBeNull();
    expect(openForm('AAAA', worker.actor.id, now)).toBeNull();
    const carry = held();
    const answer = await goOn(
      new Request('http://localhost/login'),
      [await cookieFor(colleague.email)],
      carry,
      '/page',
    );
    expect(answer.headers.get('Location')).toBe('/');
    expect([await draftOf(worker, mark), await draftOf(colleague, mark)]).toEqual([null, null]);
  });

  test('that keeps no drafts, or of a page of nobody, is not carried', () => {
    const mark = MARK();
    const [_by, _for] = [worker.actor.id, proof(mark)];
    expect(sealForm(formOf({ _by, _for, note: WORDS }), new Date())).toBeNull();
    expect(sealForm(formOf({ _for, _draft: mark, note: WORDS }), new Date())).toBeNull();
    expect(sealForm(formOf({ _by, _for, _draft: mark, note: WORDS }), new Date())).not.toBeNull();
  });
});

describe('who finds a browser open and no session, and posts a form for the next one', () => {
  const PLANTED = 'Planted words.';
  const mark = `/cases/${randomUUID()}/sessions/new#session-casework`;
  const post = (fields: Record<string, string>) =>
    carriedThrough(
      new Request(`${ORIGIN}/login?to=%2Fpage&unsaved=1`, { method: 'POST', body: formOf(fields) }),
      'password',
    );
  const planted = (_for: string | null, _by = worker.actor.id) =>
    post({ _by, _draft: mark, note: PLANTED, ...(_for === null ? {} : { _for }) });

  test('has nothing carried: not without a proof, with her own, with that of another page, an old one or a made one', async () => {
    const now = Date.now();
    const proofs = {
      none: null,
      'of her own page, from her own account': proof(mark, colleague),
      'of another page of the same member': proof('/account'),
      'of a page of yesterday': proof(mark, worker, new Date(now - 13 * 3_600_000)),
      'of a page of tomorrow': proof(mark, worker, new Date(now + 3_600_000)),
      'with its moment changed': `${now - 1}.${proof(mark, worker, new Date(now)).split('.').slice(1).join('.')}`,
      'of another sign-in': ((parts) => [parts[0], 'A'.repeat(22), parts[2]].join('.'))(proof(mark).split('.')),
      made: `${now}.${'A'.repeat(22)}.${'A'.repeat(43)}`,
    };
    for (const [name, given] of Object.entries(proofs))
      expect([name, (await planted(given)).carry]).toEqual([name, '']);
    // A form of her own account is carried, and is let go when somebody else signs in.
    const own = await planted(proof(mark, colleague), colleague.actor.id);
    expect(own.carry).not.toBe('');
    await goOn(new Request('http://localhost/login'), [await cookieFor(worker.email)], own.carry, '/page');
    expect(await draftOf(worker, mark)).toBeNull();
  });

  test('would have planted a draft where the form says itself for whom it is: the page’s proof is what stops it (planted)', async () => {
    // What a page without a proof amounted to: anybody could make one.
    const { carry } = await planted(proof(mark));
    await goOn(new Request('http://localhost/login'), [await cookieFor(worker.email)], carry, '/page');
    expect((await draftOf(worker, mark))?.fields['note']).toBe(PLANTED);
  });

  test('has nothing carried from a page that she left before she signed out and in again', async () => {
    const there = await signedInNow();
    const elsewhere = await signedInNow();
    const renewed = await signedInBy(await renewSession(there.cookie, new Date()));
    // Her session was renewed since the page was made: it is the same sign-in.
    expect(renewed?.signedInAt).toEqual(there.member.signedInAt);
    const carries = (member: SignedIn, minutes = 0) => {
      const at = new Date(Date.now() + minutes * 60_000);
      const form = { _by: worker.actor.id, _for: proof(mark, member), _draft: mark, note: PLANTED };
      return sealForm(formOf(form), at) !== null;
    };
    expect(carries(there.member)).toBe(true);
    await signOut(renewed!);
    // A form that she was writing goes along through the next sign-in, as it must, also where she is in on her telephone first; a
    // proof that somebody kept does not last beyond it.
    for (const minutes of [0, 60]) expect(carries(there.member, minutes)).toBe(true);
    const again = await signedInNow();
    expect([0, 5, 11, 60].map((minutes) => carries(there.member, minutes))).toEqual([true, true, false, false]);
    for (const { member } of [elsewhere, again]) expect(carries(member, 60)).toBe(true);
    await signOut(again.member);
    expect([carries(there.member, 11), carries(again.member, 11)]).toEqual([false, true]);
  }, 60_000);

  test('is carried once, and never over a draft that was kept since the page was made', async () => {
    const address = MARK();
    const made = new Date(Date.now() - 60_000);
    const carried = async (note: string, at: Date) => {
      const form = { _by: worker.actor.id, _for: proof(address, worker, at), _draft: address, note };
      return (await post(form)).carry;
    };
    const first = await carried('First.', made);
    const cookie = await cookieFor(worker.email);
    await goOn(new Request('http://localhost/login'), [cookie], first, '/page');
    expect((await draftOf(worker, address))?.fields['note']).toBe('First.');
    // The same seal again, and another from a page older than that draft: she goes on, and her draft stays.
    expect((await goOn(new Request('http://localhost/login'), [cookie], first, '/page')).headers.get('Location')).toBe(
      '/',
    );
    const older = await goOn(
      new Request('http://localhost/login'),
      [cookie],
      await carried('Older page.', made),
      '/page',
    );
    expect(older.headers.get('Location')).toBe('/page');
    expect((await draftOf(worker, address))?.fields['note']).toBe('First.');
    // From a page that was made after it, and so showed it, her words go on.
    await goOn(new Request('http://localhost/login'), [cookie], await carried('Later page.', new Date()), '/page');
    expect((await draftOf(worker, address))?.fields['note']).toBe('Later page.');
  });
});

describe('a page that was made for somebody else', () => {
  test('does nothing, says why and gives back what was typed', async () => {
    const cookie = await cookieFor(colleague.email);
    const before = handled;
    const answer = await ask(action, { cookie, fields: { _by: worker.actor.id, text: WORDS } });
    expect(answer).toMatchObject({
      status: 409,
      body: { otherMember: true, lastResult: { initialValue: { text: WORDS }, error: { '': ['other_member'] } } },
    });
    expect(handled).toBe(before);
    expect((await ask(action, { cookie, fields: { _by: colleague.actor.id } })).status).toBe(303);
    expect(handled).toBe(before + 1);
  });
});

describe('leaving quickly', () => {
  const going = (cookie: string, drafts: string[]) =>
    leave(
      new Request(`${ORIGIN}/leave`, { method: 'POST', headers: { Cookie: cookie }, body: formOf({ draft: drafts }) }),
      { nonce: '', requestId: '', clientAddress: '', memo: new Map() },
    );

  test('keeps what was being written before the session ends', async () => {
    const [mark, others] = [MARK(), MARK()];
    const cookie = await cookieFor(worker.email);
    const { cookie: gone } = await going(cookie, [
      'no JSON',
      JSON.stringify({ form: others, by: colleague.actor.id, fields: { note: WORDS } }),
      JSON.stringify({ form: mark, by: worker.actor.id, fields: { note: WORDS } }),
    ]);
    expect(gone).toMatch(/=;/);
    expect(await signedInBy(cookie)).toBeNull();
    expect((await draftOf(worker, mark))?.fields).toEqual({ note: WORDS });
    expect(await draftOf(worker, others)).toBeNull();
  });

  test('ends the session whatever came along', async () => {
    const cookie = await cookieFor(worker.email);
    await going(cookie, [JSON.stringify({ form: 'x'.repeat(400), by: worker.actor.id, fields: {} })]);
    expect(await signedInBy(cookie)).toBeNull();
  });
});
