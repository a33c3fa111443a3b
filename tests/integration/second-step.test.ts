import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { finishSignIn } from '#app/features/members/finish-sign-in.server.ts';
import { listFactors } from '#app/features/members/list-factors.server.ts';
import { removeFactor } from '#app/features/members/remove-factor.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { openSeed, openVaults } from '#app/features/members/unlock-member.server.ts';
import { actorLoader, sessionLoader } from '#app/kernel/actor-route.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { SECRET } from '#app/kernel/sessions.server.ts';
import { atTheDoor, type Pending } from '#app/kernel/signed-in.server.ts';
import { sessionIdHash, sessionIdOf } from '#app/platform/auth/session-token.server.ts';
import { totpStep } from '#app/platform/auth/totp.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, memberEntry, signEntry } from '#app/platform/keys/directory.server.ts';
import { openFactorSecret } from '#app/platform/keys/factor-secrets.server.ts';
import { openSessionSecrets, sealSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { giveApp, type App } from '../support/second-factors.ts';
import { createWorld, PASSWORD, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => sql('DELETE FROM directory.attempt'));

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
/** A writer of the whole database, whom no constraint stops. */
const plant = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => {
    await client.query('SET session_replication_role = replica');
    await client.query(text, values);
  });
const list = actorLoader({ action: 'listCases', resource: ownOrganisation }, async ({ uow }) =>
  done(uow.actor.displayName, { type: 'case.opening', detail: {} }),
);
const account = sessionLoader(({ actor }) => actor.displayName);
const tokenIn = (cookie: string) => Buffer.from(cookie.slice(cookie.indexOf('=') + 1).split(';')[0]!, 'base64url');
const doorOf = (cookie: string) => {
  const context = { nonce: '', requestId: '', clientAddress: '', memo: new Map() };
  return atTheDoor(new Request('http://localhost:3000/', { headers: { Cookie: cookie } }), context);
};
async function memberOf(cookie: string): Promise<SignedIn> {
  const door = await doorOf(cookie);
  if (door?.stage !== 'full') throw new Error('not signed in');
  return door.member;
}
async function pendingOf(cookie: string): Promise<Pending> {
  const door = await doorOf(cookie);
  if (door?.stage !== 'password') throw new Error('not pending');
  return door.pending;
}
/** The password alone. */
async function halfWay(email: string): Promise<string> {
  const answer = await signIn(email, PASSWORD, randomUUID());
  if (answer.outcome !== 'second_step') throw new Error(answer.outcome);
  return answer.cookie.split(';')[0]!;
}
const lastStep = (factorId: string, steps: number) =>
  sql('UPDATE directory.second_factor SET last_step = last_step + $2 WHERE id = $1', factorId, steps);
/** Password and code. The app's used step is set back, so that the tests need not wait for half minutes to pass. */
async function allTheWay(email: string, app: App): Promise<string> {
  await lastStep(app.factorId, -3);
  const answer = await finishSignIn(await pendingOf(await halfWay(email)), { by: 'code', code: app.code() });
  if (answer.outcome !== 'right') throw new Error(answer.outcome);
  return answer.cookie.split(';')[0]!;
}
const withApp = async (member: { email: string }) => giveApp(await memberOf(await cookieFor(member.email)));

describe('between the password and the second step', () => {
  test('nothing opens: every way leads to the second step, and no vault is in the session', async () => {
    const { email, actor } = world.north.members.caseworker;
    await withApp({ email });
    const cookie = await halfWay(email);
    for (const page of [list, account]) {
      const answer = await ask(page as never, { cookie });
      expect([answer.status, answer.location, answer.body]).toEqual([302, '/second-step?to=%2Fpage', null]);
    }
    const [row] = await sql("SELECT * FROM directory.session WHERE member_id = $1 AND stage = 'password'", actor.id);
    const token = tokenIn(cookie);
    const kept = await openSessionSecrets(await keyModule(), token, sessionIdOf(token), 'password', row.secrets_ct);
    expect([...kept.keys()].sort()).toEqual([SECRET.member, SECRET.seed]);
    expect(row.expires_at.getTime() - row.created_at.getTime()).toBe(10 * 60_000);
  });

  test('a row that was set to full opens nothing; without the stage in the seal it would (planted)', async () => {
    const { email, actor } = world.north.members.counsellor;
    await withApp({ email });
    const cookie = await halfWay(email);
    const token = tokenIn(cookie);
    const hash = sessionIdHash(sessionIdOf(token));
    await plant(
      `UPDATE directory.session SET stage = 'full', stepped_up_at = now(), expires_at = now() + interval '12 hours' WHERE id_hash = $1`,
      hash,
    );
    await expect(doorOf(cookie)).rejects.toThrow(DecryptionError);
    expect((await ask(list, { cookie })).status).toBe(500);

    // The weak variant: vaults already in the half-way session, sealed as every session is, the stage in a column alone.
    const opened = (await openSeed(email, PASSWORD))!;
    const vaults = await openVaults(opened.account, opened.seed);
    vaults.set(SECRET.member, Buffer.from(`${actor.organisationId}/${actor.id}`));
    const weak = await sealSessionSecrets(await keyModule(), token, sessionIdOf(token), 'full', vaults);
    await plant(`UPDATE directory.session SET secrets_ct = $2, stage = 'full' WHERE id_hash = $1`, hash, weak);
    const answer = await ask(list, { cookie });
    expect([answer.status, answer.body]).toEqual([200, actor.displayName]);
    expect((await memberOf(cookie)).keys.holds('psychosocial')).toBe(true);
  });

  test('the way on is a new session: the half-way token is dead, and its id is nobody’s', async () => {
    const { email } = world.north.members.lawyer;
    const app = await withApp({ email });
    const half = await halfWay(email);
    await lastStep(app.factorId, -3);
    const answer = await finishSignIn(await pendingOf(half), { by: 'code', code: app.code() });
    expect(answer.outcome).toBe('right');
    const full = 'cookie' in answer ? answer.cookie.split(';')[0]! : '';
    expect(tokenIn(full).equals(tokenIn(half))).toBe(false);
    expect((await ask(list, { cookie: full })).status).toBe(200);
    expect((await ask(list, { cookie: half })).location).toMatch(/^\/login/);
    expect(
      await sql('SELECT 1 FROM directory.session WHERE id_hash = $1', sessionIdHash(sessionIdOf(tokenIn(half)))),
    ).toEqual([]);
  });

  test('two at once with one half-way session make one session', async () => {
    const { email, actor } = world.north.members.supervisor;
    const app = await withApp({ email });
    await lastStep(app.factorId, -3);
    const pending = await pendingOf(await halfWay(email));
    const codes = [app.code(), app.code(1)];
    const answers = await Promise.allSettled(codes.map((code) => finishSignIn(pending, { by: 'code', code })));
    expect(answers.filter((answer) => answer.status === 'fulfilled' && answer.value.outcome === 'right')).toHaveLength(
      1,
    );
    const rows = await sql("SELECT 1 FROM directory.session WHERE member_id = $1 AND stage = 'full'", actor.id);
    expect(rows).toHaveLength(2); // the one that added the app, and this one
  });
});

describe('a code', () => {
  test('works once: not again, not an earlier one, and of five at once one; a plain check would let all in (planted)', async () => {
    const { email } = world.south.members.caseworker;
    const app = await withApp({ email });
    await lastStep(app.factorId, -3);
    const code = app.code();
    const pendings: Pending[] = [];
    for (let each = 0; each < 5; each += 1) pendings.push(await pendingOf(await halfWay(email)));
    const answers = await Promise.all(pendings.map((pending) => finishSignIn(pending, { by: 'code', code })));
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['right', 'wrong', 'wrong', 'wrong', 'wrong']);
    await sql('DELETE FROM directory.attempt');
    for (const replayed of [code, app.code(-1)]) {
      const answer = await finishSignIn(await pendingOf(await halfWay(email)), { by: 'code', code: replayed });
      expect(answer.outcome).toBe('wrong');
    }
    const plain = pendings.map(() => totpStep(app.secret, code, new Date(), null));
    expect(plain.filter((step) => step !== null)).toHaveLength(5);
  });

  test('of another member, or of an app that was moved to her by hand, is not hers', async () => {
    const [own, other] = [world.south.members.counsellor, world.south.members.supervisor];
    const ownApp = await withApp(own);
    const otherApp = await withApp(other);
    await lastStep(otherApp.factorId, -3);
    const pending = await pendingOf(await halfWay(own.email));
    expect((await finishSignIn(pending, { by: 'code', code: otherApp.code() })).outcome).toBe('wrong');
    const ids = [own.actor.id, world.south.id, ownApp.factorId];
    await plant(
      'UPDATE directory.second_factor SET member_id = $1, organisation_id = $2 WHERE id = $3',
      other.actor.id,
      world.south.id,
      ownApp.factorId,
    );
    await plant(
      'UPDATE directory.second_factor SET member_id = $1, organisation_id = $2 WHERE id = $3',
      own.actor.id,
      world.south.id,
      otherApp.factorId,
    );
    await sql('DELETE FROM directory.attempt');
    expect((await finishSignIn(pending, { by: 'code', code: otherApp.code() })).outcome).toBe('wrong');
    await plant('UPDATE directory.second_factor SET member_id = $1, organisation_id = $2 WHERE id = $3', ...ids);
    await plant(
      'UPDATE directory.second_factor SET member_id = $1, organisation_id = $2 WHERE id = $3',
      other.actor.id,
      world.south.id,
      otherApp.factorId,
    );
  });

  test('is tried six times in a quarter of an hour, over all half-way sessions, and the right one then comes too late', async () => {
    const { email } = world.south.members.lawyer;
    const app = await withApp({ email });
    await lastStep(app.factorId, -3);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const answer = await finishSignIn(await pendingOf(await halfWay(email)), { by: 'code', code: '000000' });
      expect(answer.outcome).toBe('wrong');
    }
    const late = await finishSignIn(await pendingOf(await halfWay(email)), { by: 'code', code: app.code() });
    expect(late.outcome).toBe('too_many');
  });
});

describe('the secret of an app', () => {
  test('is stored sealed: neither it nor its text is in the database, and no key of the host opens it', async () => {
    const { email, actor } = world.commission.members.secretary;
    const app = await withApp({ email });
    const [row] = await sql('SELECT * FROM directory.second_factor WHERE id = $1', app.factorId);
    const address = { organisationId: actor.organisationId, memberId: actor.id, factorId: app.factorId };
    expect(row.secret_ct.includes(app.secret)).toBe(false);
    const module = await keyModule();
    for (const purpose of ['pepper', 'session', 'statistics_person'] as const) {
      const { mac } = await module.hmac(purpose, Buffer.from(actor.id));
      expect(() => openFactorSecret(mac, address, row.secret_ct)).toThrow(DecryptionError);
    }
    const { keys } = await memberOf(await allTheWay(email, app));
    expect(openFactorSecret(keys.factorKey(), address, row.secret_ct)).toEqual(app.secret);
  });
});

describe('a writer of the database', () => {
  test('cannot delete the second step away: her entry then does not verify', async () => {
    const { email, actor } = world.commission.members.reviewer;
    await withApp({ email });
    const [before] = await sql('SELECT factor_ids FROM directory.member WHERE id = $1', actor.id);
    await plant(`UPDATE directory.member SET factor_ids = '{}' WHERE id = $1`, actor.id);
    await expect(signIn(email, PASSWORD, randomUUID())).rejects.toThrow(DirectoryError);
    // The weak variant: a signature that says nothing of factors. The password alone would then be enough.
    const [row] = await sql('SELECT * FROM directory.member WHERE id = $1', actor.id);
    const weak = await signEntry(await keyModule(), memberEntry({ ...row, factor_ids: [] }));
    await plant('UPDATE directory.member SET entry_signature = $2 WHERE id = $1', actor.id, weak.signature);
    expect((await signIn(email, PASSWORD, randomUUID())).outcome).toBe('signed_in');
    const signed = [before.factor_ids, row.entry_signature];
    await plant('UPDATE directory.member SET factor_ids = $2, entry_signature = $3 WHERE id = $1', actor.id, ...signed);
    // The rows alone: she is asked for a second step that nobody can show.
    await plant('UPDATE directory.second_factor SET member_id = $2 WHERE member_id = $1', actor.id, randomUUID());
    const answer = await finishSignIn(await pendingOf(await halfWay(email)), { by: 'code', code: '000000' });
    expect(answer.outcome).toBe('wrong');
  });

  test('cannot put a factor of her own beside a member, nor change one', async () => {
    const { email, actor } = world.commission.members.chair;
    const attacker = world.commission.members.custodian;
    const app = await withApp({ email });
    const attackers = await withApp(attacker);
    await plant('UPDATE directory.second_factor SET member_id = $1 WHERE id = $2', actor.id, attackers.factorId);
    await lastStep(attackers.factorId, -3);
    const pending = await pendingOf(await halfWay(email));
    expect((await finishSignIn(pending, { by: 'code', code: attackers.code() })).outcome).toBe('wrong');
    // Named in her entry as well, without the key module's signature.
    await plant(
      'UPDATE directory.member SET factor_ids = factor_ids || $2::uuid WHERE id = $1',
      actor.id,
      attackers.factorId,
    );
    await expect(doorOf(await halfWayUnchecked(email))).rejects.toThrow(DirectoryError);
    await plant(
      'UPDATE directory.member SET factor_ids = array_remove(factor_ids, $2::uuid) WHERE id = $1',
      actor.id,
      attackers.factorId,
    );
    // In place of her own secret.
    const [theirs] = await sql('SELECT secret_ct FROM directory.second_factor WHERE id = $1', attackers.factorId);
    await plant('UPDATE directory.second_factor SET secret_ct = $2 WHERE id = $1', app.factorId, theirs.secret_ct);
    const again = finishSignIn(await pendingOf(await halfWay(email)), { by: 'code', code: attackers.code() });
    await expect(again).rejects.toThrow(DirectoryError);
  });
});

/** Any cookie of hers: the session of before. */
async function halfWayUnchecked(email: string): Promise<string> {
  const [row] = await sql('SELECT id, organisation_id FROM directory.member WHERE email = $1', email);
  const { beginPendingSession } = await import('#app/kernel/sessions.server.ts');
  const member = row as { id: string; organisation_id: string };
  const cookie = await beginPendingSession({
    member,
    secrets: new Map([['seed', Buffer.alloc(32)]]),
    device: 'other/other',
    now: new Date(),
  });
  return cookie.split(';')[0]!;
}

describe('removing', () => {
  test('is for one’s own, never for the last; what was removed is void, also when its row is put back', async () => {
    const { email, actor } = world.north.members.auditor;
    const first = await withApp({ email });
    const cookie = await allTheWay(email, first);
    const member = await memberOf(cookie);
    await expect(removeFactor(member, first.factorId)).rejects.toThrow(Invalid);
    const stranger = await memberOf(await cookieFor(world.undp.members.analyst.email));
    await expect(removeFactor(stranger, first.factorId)).rejects.toThrow(NotFound);

    const second = await giveApp(member);
    const elsewhere = await allTheWay(email, first);
    const [row] = await sql('SELECT * FROM directory.second_factor WHERE id = $1', first.factorId);
    await removeFactor(member, first.factorId);
    expect((await listFactors(member)).factors.map(({ id }) => id)).toEqual([second.factorId]);
    expect((await ask(account, { cookie: elsewhere })).location).toMatch(/^\/login/);
    expect((await ask(account, { cookie })).status).toBe(200);

    const columns = Object.keys(row);
    await plant(
      `INSERT INTO directory.second_factor (${columns.join(', ')}) VALUES (${columns.map((_, place) => `$${place + 1}`).join(', ')})`,
      ...columns.map((column) => row[column] as unknown),
    );
    await lastStep(first.factorId, -3);
    const answer = await finishSignIn(await pendingOf(await halfWay(email)), { by: 'code', code: first.code() });
    expect(answer.outcome).toBe('wrong');
    expect(
      await sql('SELECT 1 FROM directory.second_factor WHERE id = $1 AND member_id = $2', first.factorId, actor.id),
    ).toHaveLength(1);
  });
});
