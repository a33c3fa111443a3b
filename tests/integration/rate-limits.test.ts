import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { actorAction } from '#app/kernel/actor-route.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { forgetAttempts, LIMITS, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import * as z from 'zod';
import { ask, cookieFor } from '../support/asking.ts';
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

async function twoCaseworkers() {
  const member = () => ({ name: 'A caseworker', email: `${randomUUID()}@example.org`, password: PASSWORD });
  const members = [1, 2].map(() => ({ ...member(), roles: ['caseworker' as const], language: 'en' }));
  const shortName = `north-${randomUUID().slice(0, 8)}`;
  const plan = { kind: 'cso' as const, name: 'North', shortName, capabilities: ['psychosocial'], members };
  return (await provisionOrganisation(plan, new Date())).members;
}
