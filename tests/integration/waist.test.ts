import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Plaintext } from '#app/kernel/plaintext.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { only } from '#app/kernel/scope.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { aCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let cookie: Record<'worker' | 'colleague' | 'supervisor' | 'stranger', string>;
let caseId: string;

beforeAll(async () => {
  world = await createWorld();
  caseId = await aCase(world.north.members.caseworker, world.north.members.supervisor);
  cookie = {
    worker: await cookieFor(world.north.members.caseworker.email),
    colleague: await cookieFor(world.north.members.colleague.email),
    supervisor: await cookieFor(world.north.members.supervisor.email),
    stranger: await cookieFor(world.south.members.caseworker.email),
  };
});

const rows = (sql: string, ...values: unknown[]) => connectedAs('superuser', async (client) => (await client.query(sql, values)).rows);
const stepOf = async () => (await rows('SELECT step FROM casework.case_file WHERE id = $1', caseId))[0]?.step;
const eventCount = async (type: string) => Number((await rows('SELECT count(*) AS n FROM audit.event WHERE type = $1', type))[0]?.n);

const theCase = { params: CaseParams, resource: caseResource };
const page = actorLoader({ action: 'readCase', ...theCase }, ({ uow, params }) => viewCase(uow, params.caseId));
const identity = actorLoader({ action: 'readIdentity', ...theCase }, async () => done({}, { type: 'case.opening', detail: {} }));
const opening = actorAction({ action: 'openCase', resource: ownOrganisation, form: z.looseObject({}) }, ({ uow }) => openCase(uow, { channel: 'phone' }));
/** Changes the step and then returns an event about `about`, or fails. */
const changing = actorAction({ action: 'recordCasework', ...theCase, form: z.object({ about: z.string(), fail: z.string().optional() }) }, async ({ uow, params, form }) => {
  await transactionOf(uow).case_file.updateMany({ where: { id: params.caseId }, data: { step: 'closure' } });
  if (form.fail) throw new Error('planted');
  return done(redirectTo('/'), { type: 'case.opening', detail: {}, caseId: form.about });
});

describe('a change and its event', () => {
  test('are written together', async () => {
    const before = await eventCount('case.viewed');
    expect((await ask(page, { cookie: cookie.worker, params: { caseId } })).status).toBe(200);
    expect(await eventCount('case.viewed')).toBe(before + 1);
  });

  test('fail together: the event cannot be written, the change is gone', async () => {
    const before = await eventCount('case.opening');
    const answer = await ask(changing, { cookie: cookie.worker, params: { caseId }, fields: { about: 'no uuid' } });
    expect([answer.status, await stepOf(), await eventCount('case.opening')]).toEqual([500, 'engagement', before]);
  });

  test('fail together: the handler fails, and nothing of it reaches the answer', async () => {
    const answer = await ask(changing, { cookie: cookie.worker, params: { caseId }, fields: { about: caseId, fail: 'yes' } });
    expect(answer.body).toEqual({ error: 'unexpected', requestId: expect.any(String) });
    expect([answer.status, await stepOf()]).toEqual([500, 'engagement']);
  });

  test('would be written where nothing fails, so that the faults above are what stopped them', async () => {
    expect((await ask(changing, { cookie: cookie.worker, params: { caseId }, fields: { about: caseId } })).status).toBe(303);
    expect(await stepOf()).toBe('closure');
  });
});

describe('a refusal', () => {
  test('is 404 without a trace of whether it exists, and 403 where she may know', async () => {
    const absent = randomUUID();
    const answers = [
      await ask(page, { cookie: cookie.stranger, params: { caseId } }),
      await ask(page, { cookie: cookie.stranger, params: { caseId: absent } }),
      await ask(page, { cookie: cookie.colleague, params: { caseId } }),
      await ask(page, { cookie: cookie.worker, params: { caseId: absent } }),
      await ask(page, { cookie: cookie.worker, params: { caseId: 'not-a-uuid' } }),
    ];
    for (const { status, body } of answers) {
      expect([status, body]).toEqual([404, { error: 'not_found', requestId: expect.any(String) }]);
    }
    expect((await ask(identity, { cookie: cookie.supervisor, params: { caseId } })).status).toBe(403);
    expect((await ask(page, { cookie: cookie.supervisor, params: { caseId } })).status).toBe(200);
  });

  test('is recorded although its transaction was rolled back', async () => {
    const before = await eventCount('access.denied');
    await ask(page, { cookie: cookie.stranger, params: { caseId } });
    await ask(identity, { cookie: cookie.supervisor, params: { caseId } });
    const found = await rows(`SELECT resource_id, outcome, action, detail FROM audit.event WHERE type = 'access.denied' ORDER BY sequence DESC LIMIT 2`);
    expect(await eventCount('access.denied')).toBe(before + 2);
    expect(found).toEqual([
      { resource_id: caseId, outcome: 'denied', action: 'readIdentity', detail: { answer: 'Forbidden' } },
      { resource_id: caseId, outcome: 'denied', action: 'readCase', detail: { answer: 'NotFound' } },
    ]);
  });

  test('takes as long for what exists as for what does not', async () => {
    const time = async (id: string) => {
      const started = performance.now();
      await ask(page, { cookie: cookie.stranger, params: { caseId: id } });
      return performance.now() - started;
    };
    const existing: number[] = [];
    const missing: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      existing.push(await time(caseId));
      missing.push(await time(randomUUID()));
    }
    const ratio = median(existing) / median(missing);
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.43);
  }, 60_000);
});

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe('an opened value', () => {
  const value = new Plaintext('Qyrzelith', { table: 'identity_record', column: 'full_name' });

  test('is not printed, inspected or turned into JSON', () => {
    expect([String(value), `${value}`, inspect({ value }), inspect(value, { showHidden: true, depth: 9 })].join()).not.toContain('Qyrzelith');
    expect(() => JSON.stringify({ value })).toThrow('sealed value');
    expect(() => ({ ...value })).toThrow('sealed value');
  });

  test('cannot be copied out by structured clone, nor found among its properties', () => {
    expect(() => structuredClone(value)).toThrow();
    expect(Object.getOwnPropertyNames(value).map((name) => (name === 'sealed' ? '' : String(Reflect.get(value, name))))).not.toContain('Qyrzelith');
  });

  test('would leave as a plain text, which is what the class is for', () => {
    expect(JSON.stringify({ value: 'Qyrzelith' })).toContain('Qyrzelith');
  });
});

test('a scope without a condition does not run', () => {
  expect(() => only({} as never)).toThrow(RangeError);
  expect(() => only({ organisation_id: undefined } as never)).toThrow(RangeError);
  expect(only({ organisation_id: world.north.id }).kind).toBe('some');
});

describe('one submit', () => {
  const caseCount = async () => Number((await rows('SELECT count(*) AS n FROM casework.case_file'))[0]?.n);

  test('makes one record, also when it is sent twice, and twice at once', async () => {
    const token = randomUUID();
    const before = await caseCount();
    const first = await ask(opening, { cookie: cookie.worker, fields: { _once: token } });
    const again = await ask(opening, { cookie: cookie.worker, fields: { _once: token } });
    expect([first.status, again.status, again.location]).toEqual([303, 303, first.location]);
    expect(await caseCount()).toBe(before + 1);
    const other = randomUUID();
    const both = await Promise.all([1, 2, 3].map(() => ask(opening, { cookie: cookie.worker, fields: { _once: other } })));
    expect(await caseCount()).toBe(before + 2);
    expect(new Set(both.map(({ location }) => location)).size).toBe(1);
  });

  test('without its token makes one each time: the token is what joins them', async () => {
    const before = await caseCount();
    await ask(opening, { cookie: cookie.worker, fields: {} });
    await ask(opening, { cookie: cookie.worker, fields: {} });
    expect(await caseCount()).toBe(before + 2);
  });

  test('of one member is not another member’s', async () => {
    const token = randomUUID();
    const first = await ask(opening, { cookie: cookie.worker, fields: { _once: token } });
    const other = await ask(opening, { cookie: cookie.colleague, fields: { _once: token } });
    expect(other.location).not.toBe(first.location);
  });
});

describe('a post from elsewhere', () => {
  test.each([
    ['no origin', { Origin: '' }],
    ['the null origin', { Origin: 'null' }],
    ['another site', { Origin: 'https://elsewhere.example' }],
    ['another port', { Origin: 'http://localhost:3001' }],
    ['our origin as a prefix', { Origin: 'http://localhost:3000.elsewhere.example' }],
    ['another site by its own word', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another subdomain', { 'Sec-Fetch-Site': 'same-site' }],
    ['a forwarded host', { Origin: 'https://elsewhere.example', 'X-Forwarded-Host': 'elsewhere.example', Host: 'elsewhere.example' }],
  ])('is refused: %s', async (_name, headers) => {
    expect((await ask(opening, { cookie: cookie.worker, fields: {}, headers: headers as Record<string, string> })).status).toBe(403);
  });

  test('from an older browser that sends no Sec-Fetch-Site is ours by its origin', async () => {
    expect((await ask(opening, { cookie: cookie.worker, fields: {}, headers: { 'Sec-Fetch-Site': '' } })).status).toBe(303);
  });
});

describe('what is sent', () => {
  const paged = intents({ open: opening });

  test('with an unknown intent is a 400, with a body too large a 413, without a session the way to sign in', async () => {
    for (const intent of ['', 'close', 'toString', '__proto__']) {
      expect((await ask(paged, { cookie: cookie.worker, fields: { intent } })).status).toBe(400);
    }
    expect((await ask(paged, { cookie: cookie.worker, fields: { intent: 'open' } })).status).toBe(303);
    const large = new URLSearchParams({ text: 'x'.repeat(2_200_000) }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(large.length) };
    expect((await ask(opening, { cookie: cookie.worker, body: large, headers })).status).toBe(413);
    expect((await ask(opening, { cookie: cookie.worker, body: large, headers: { 'Content-Type': headers['Content-Type'] } })).status).toBe(413);
    expect((await ask(opening, { fields: {} })).location).toBe('/login?to=%2Fpage&unsaved=1');
  });

  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const many = (count: number, name: (turn: number) => string) => Array.from({ length: count }, (_, turn) => `${name(turn)}=1`).join('&');

  // Each of these kept the server from answering anybody for seconds to minutes before there were bounds.
  test.each([
    ['an index that would make three million places', 'text[3000000]=a'],
    ['an index beyond every array', 'text[4294967290]=a'],
    ['more fields than any form has', many(5_000, () => 'a')],
    ['a list within a list within a list', `text${'[0]'.repeat(10_000)}=a`],
    ['a name as long as a page', `${'n'.repeat(100_000)}=a`],
  ])('with %s is a 400 before anything is made of it', async (_name, body) => {
    expect((await ask(opening, { cookie: cookie.worker, body, headers })).status).toBe(400);
  });

  test('with a NUL is taken without it', async () => {
    expect((await ask(opening, { cookie: cookie.worker, body: 'text=a%00b', headers })).status).toBe(303);
  });
});
