import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { signOut } from '#app/features/members/sign-out.server.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { readSession } from '#app/platform/auth/lucia.server.ts';
import { sessionIdOf } from '#app/platform/auth/session-token.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';
import { DirectoryError } from '#app/platform/keys/directory.server.ts';
import { openSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { temporaryKeyModule } from '../support/key-module.ts';
import { createWorld, PASSWORD, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => vi.restoreAllMocks());

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const list = actorLoader({ action: 'listCases', resource: ownOrganisation }, async () =>
  done('her page', { type: 'case.opening', detail: {} }),
);
const sessionsOf = (memberId: string) =>
  sql('SELECT * FROM directory.session WHERE member_id = $1 ORDER BY created_at DESC', memberId);
const tokenIn = (cookie: string) => Buffer.from(cookie.slice(cookie.indexOf('=') + 1), 'base64url');
/** Her page, or the way to sign in. */
const pageOf = async (cookie: string) => {
  const answer = await ask(list, { cookie });
  return answer.status === 200 ? answer.body : answer.location;
};

describe('a stolen table of sessions', () => {
  test('signs nobody in: neither what it stores nor what can be made of it is a cookie', async () => {
    const { email, actor } = world.north.members.caseworker;
    const cookie = await cookieFor(email);
    expect(await pageOf(cookie)).toBe('her page');
    const [row] = await sessionsOf(actor.id);
    const name = cookie.slice(0, cookie.indexOf('='));
    const stored: Buffer[] = [
      row.id_hash,
      row.secrets_ct.subarray(0, 32),
      row.secrets_ct.subarray(4, 36),
      createHash('sha256').update(row.id_hash).digest(),
    ];
    for (const value of [...stored, randomBytes(32)]) {
      const forged = [value.toString('base64url'), value.toString('hex'), value.toString('hex').slice(0, 43)];
      for (const text of forged) expect(await pageOf(`${name}=${text}`)).toMatch(/^\/login/);
    }
    // The table knows the session by a hash of an id that is itself derived from the cookie: neither is stored.
    const token = tokenIn(cookie);
    const everything = Buffer.from(JSON.stringify(row)).toString('latin1') + Object.values(row).map(String).join();
    for (const secret of [token.toString('hex'), token.toString('base64url'), sessionIdOf(token)])
      expect(everything).not.toContain(secret);
    expect(row.id_hash).toEqual(createHash('sha256').update(sessionIdOf(token)).digest());
  });

  test('makes nobody another member: her own session with a colleague’s id written into its row opens no page', async () => {
    const { caseworker, supervisor } = world.north.members;
    const cookie = await cookieFor(caseworker.email);
    expect(await pageOf(cookie)).toBe('her page');
    const [row] = await sessionsOf(caseworker.actor.id);
    const move = (member: string, organisation: string) =>
      sql(
        'UPDATE directory.session SET member_id = $2, organisation_id = $3 WHERE id_hash = $1',
        row.id_hash,
        member,
        organisation,
      );
    for (const { actor } of [supervisor, world.south.members.supervisor, world.host.members.operator]) {
      await move(actor.id, actor.organisationId);
      expect((await ask(list, { cookie })).status).toBe(500);
    }
    await move(caseworker.actor.id, world.north.id);
    expect(await pageOf(cookie)).toBe('her page');
  });

  test('opens nothing with the cookie, without the key module', async () => {
    const { email, actor } = world.north.members.lawyer;
    const token = tokenIn(await cookieFor(email));
    const [row] = await sessionsOf(actor.id);
    const other = await temporaryKeyModule();
    await expect(openSessionSecrets(other.module, token, sessionIdOf(token), 'full', row.secrets_ct)).rejects.toThrow(
      DecryptionError,
    );
    const { keyModule } = await import('#app/platform/keys/current-key-module.server.ts');
    await expect(
      openSessionSecrets(await keyModule(), randomBytes(32), sessionIdOf(token), 'full', row.secrets_ct),
    ).rejects.toThrow(DecryptionError);
    expect(
      (await openSessionSecrets(await keyModule(), token, sessionIdOf(token), 'full', row.secrets_ct)).has('legal#1'),
    ).toBe(true);
    await other.remove();
  });

  test('whose secrets were swapped for another member’s opens neither', async () => {
    const own = await cookieFor(world.north.members.counsellor.email);
    const victim = await cookieFor(world.north.members.secondLawyer.email);
    const [row] = await sessionsOf(world.north.members.secondLawyer.actor.id);
    await sql(
      'UPDATE directory.session SET secrets_ct = $1 WHERE member_id = $2',
      row.secrets_ct,
      world.north.members.counsellor.actor.id,
    );
    expect(await pageOf(victim)).toBe('her page');
    const answer = await ask(list, { cookie: own });
    expect([answer.status, answer.body]).toEqual([500, { error: 'not_intact', requestId: expect.any(String) }]);
    await sql(
      'UPDATE directory.session SET member_id = $1, organisation_id = $2 WHERE secrets_ct = $3',
      world.north.members.custodian.actor.id,
      world.north.id,
      row.secrets_ct,
    );
  });
});

describe('a directory row that was changed by hand', () => {
  test.each([
    ['a role', `UPDATE directory.member SET roles = '{supervisor}' WHERE id = $1`],
    ['one more role', `UPDATE directory.member SET roles = roles || '{legal_officer}' WHERE id = $1`],
    [
      'another organisation',
      `UPDATE directory.member SET organisation_id = (SELECT id FROM directory.organisation WHERE id <> member.organisation_id LIMIT 1) WHERE id = $1`,
    ],
    [
      'another signature',
      `UPDATE directory.member SET entry_signature = decode(repeat('00', 64), 'hex') WHERE id = $1`,
    ],
    [
      'another public key',
      `UPDATE directory.member SET kem_public_key = decode(repeat('11', 1216), 'hex') WHERE id = $1`,
    ],
  ])('is not believed: %s', async (_what, change) => {
    const { email, actor } = world.south.members.caseworker;
    const cookie = await cookieFor(email);
    const [before] = await sql(
      'SELECT roles, organisation_id, entry_signature, kem_public_key FROM directory.member WHERE id = $1',
      actor.id,
    );
    await connectedAs('superuser', async (client) => {
      await client.query('SET session_replication_role = replica'); // a writer of the whole database
      await client.query(change, [actor.id]);
    });
    const context = { nonce: '', requestId: '', clientAddress: '', memo: new Map() };
    const request = new Request('http://localhost:3000/', { headers: { Cookie: cookie } });
    await expect(signedIn(request, context)).rejects.toThrow(DirectoryError);
    const answer = await ask(list, { cookie });
    expect([answer.status, answer.body]).toEqual([500, { error: 'not_intact', requestId: expect.any(String) }]);
    const again = await signIn(email, PASSWORD, randomUUID()).catch(() => ({ outcome: 'refused' }));
    expect(['refused', 'wrong']).toContain(again.outcome);
    await connectedAs('superuser', async (client) => {
      await client.query('SET session_replication_role = replica');
      const { roles, organisation_id, entry_signature, kem_public_key } = before;
      await client.query(
        'UPDATE directory.member SET roles = $2, organisation_id = $3, entry_signature = $4, kem_public_key = $5 WHERE id = $1',
        [...[actor.id, roles, organisation_id, entry_signature, kem_public_key]],
      );
    });
    expect(await pageOf(cookie)).toBe('her page');
  });
});

describe('a session', () => {
  const age = (column: string, ago: string, memberId: string) =>
    sql(`UPDATE directory.session SET ${column} = now() - interval '${ago}' WHERE member_id = $1`, memberId);

  test('ends after twenty idle minutes, and after twelve hours whatever was done', async () => {
    const { email, actor } = world.north.members.supervisor;
    const idle = await cookieFor(email);
    await age('last_seen_at', '19 minutes', actor.id);
    expect(await pageOf(idle)).toBe('her page');
    await age('last_seen_at', '21 minutes', actor.id);
    expect(await pageOf(idle)).toMatch(/^\/login/);
    const old = await cookieFor(email);
    const [row] = await sessionsOf(actor.id);
    expect(row.expires_at - row.created_at).toBeLessThanOrEqual(12 * 3_600_000 + 5_000);
    await age('expires_at', '1 second', actor.id);
    expect(await pageOf(old)).toMatch(/^\/login/);
  });

  test('is not prolonged beyond its absolute limit by being used', async () => {
    const { email, actor } = world.north.members.colleague;
    const cookie = await cookieFor(email);
    const [before] = await sessionsOf(actor.id);
    await age('last_seen_at', '5 minutes', actor.id);
    await pageOf(cookie);
    const [after] = await sessionsOf(actor.id);
    expect(after.expires_at).toEqual(before.expires_at);
    expect(after.last_seen_at.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  test('of a member who is no longer active is not one', async () => {
    const { email, actor } = world.north.members.approver;
    const cookie = await cookieFor(email);
    await sql(`UPDATE directory.member SET status = 'left' WHERE id = $1`, actor.id);
    expect(await pageOf(cookie)).toMatch(/^\/login/);
    await sql(`UPDATE directory.member SET status = 'active' WHERE id = $1`, actor.id);
  });

  test('that cannot be deleted makes signing out fail, loudly', async () => {
    const cookie = await cookieFor(world.south.members.lawyer.email);
    const stored = await readSession(cookie);
    const member = { ...world.south.members.lawyer, sessionId: stored!.sessionId };
    await signOut(member);
    expect(await pageOf(cookie)).toMatch(/^\/login/);
    await expect(signOut(member)).rejects.toThrow();
  });
});

describe('signing in', () => {
  test('answers the same for an account that is not there and a password that is wrong, in about the same time', async () => {
    const time = async (email: string) => {
      const started = performance.now();
      expect(await signIn(email, 'not her password', randomUUID())).toEqual({ outcome: 'wrong' });
      return performance.now() - started;
    };
    const emails = Object.values(world.south.members).map((member) => member.email);
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      known.push(await time(emails[round % emails.length]!));
      unknown.push(await time(`nobody-${round}@example.org`));
    }
    const middle = (values: number[]) => values.sort((a, b) => a - b)[6]!;
    const ratio = middle(known) / middle(unknown);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.67);
  }, 60_000);

  test('is limited for an account over processes and addresses, and the right password does not get around it', async () => {
    const { email } = world.undp.members.analyst;
    for (let attempt = 0; attempt < 8; attempt += 1) {
      expect(await signIn(email, 'guess', randomUUID())).toEqual({ outcome: 'wrong' });
      if (attempt === 3) await closeClients(); // what a second process shares is the database alone
    }
    expect(await signIn(email, 'guess', randomUUID())).toEqual({ outcome: 'too_many' });
    expect(await signIn(email, PASSWORD, randomUUID())).toEqual({ outcome: 'too_many' });
    expect(await signIn(email.toUpperCase(), PASSWORD, randomUUID())).toEqual({ outcome: 'too_many' });
    await sql('DELETE FROM directory.attempt');
    expect(await signIn(email, PASSWORD, randomUUID())).toMatchObject({ outcome: 'signed_in' });
  }, 60_000);

  test('is limited for an unknown account as for a known one', async () => {
    const email = `nobody-${randomUUID()}@example.org`;
    for (let attempt = 0; attempt < 8; attempt += 1) await signIn(email, 'guess', randomUUID());
    expect(await signIn(email, 'guess', randomUUID())).toEqual({ outcome: 'too_many' });
  }, 60_000);

  test('holds when many tries come at once', async () => {
    const { email } = world.commission.members.auditor;
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn(email, 'guess', randomUUID())));
    expect(answers.filter(({ outcome }) => outcome === 'wrong').length).toBeLessThanOrEqual(8);
    expect(answers.filter(({ outcome }) => outcome === 'signed_in').length).toBe(0);
  }, 60_000);
});
