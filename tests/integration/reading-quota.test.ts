import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { Conflict, ReadTooMuch } from '#app/kernel/errors.ts';
import { READING_QUOTA } from '#app/kernel/reading-quota.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import * as z from 'zod';
import { ask, cookieFor } from '../support/asking.ts';
import { aCase, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { createWorld, perform, type World } from '../support/world.ts';

let world: World;
let caseId: string;
let cookie: string;
const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const theCase = { params: CaseParams, resource: caseResource };
const page = actorLoader({ action: 'readIdentity', ...theCase }, ({ uow, params }) => viewIdentity(uow, params.caseId));

beforeAll(async () => {
  world = await createWorld();
  const { caseworker, supervisor } = world.north.members;
  caseId = await aCase(caseworker, supervisor);
  const identity = { fullName: 'Persona Fiktive', preferredName: 'Fiktive', phone: '000 000 001', rowVersion: 1 };
  await onCase(caseworker, 'editIdentity', caseId, (uow) => saveIdentity(uow, caseId, identity as never));
  cookie = await cookieFor(caseworker.email);
});

/** She has opened so much in this hour already. */
async function opened(count: number): Promise<void> {
  const { actor } = world.north.members.caseworker;
  await sql('DELETE FROM directory.reading');
  await sql(
    `INSERT INTO directory.reading (member_id, organisation_id, slice, opened) VALUES ($1, $2, date_bin('5 minutes', now() - interval '20 minutes', 'epoch'), $3)`,
    ...[actor.id, actor.organisationId, count],
  );
}
const read = () => ask(page, { cookie, params: { caseId } });
const readNow = async () => Number((await sql('SELECT sum(opened) AS n FROM directory.reading'))[0]?.n);
const events = async (type: string) =>
  (await sql('SELECT detail, case_id FROM audit.event WHERE type = $1', type)) as { detail: { opened: number } }[];
async function noticesOf(member: 'custodian' | 'auditor' | 'caseworker' | 'supervisor') {
  const view = await perform(world.north.members[member], 'listNotifications', ownOrganisation, {}, listNotices);
  return (view as { items: { kind: string; to: string }[] }).items.filter(({ kind }) => kind.startsWith('reading'));
}

describe('what one member opens within an hour', () => {
  beforeEach(async () => {
    await sql(`DELETE FROM casework.notification`);
  });

  test('is counted by value, in the transaction that reads', async () => {
    await opened(0);
    expect((await read()).status).toBe(200);
    const once = await readNow();
    expect(once).toBe(2);
    await read();
    expect(await readNow()).toBe(2 * once);
  });

  test('has an end: nothing is shown beyond it, and who looks after accounts and log are told once', async () => {
    await opened(READING_QUOTA.most);
    const before = (await events('reading.refused')).length;
    const answers = [await read(), await read(), await read()];
    for (const { status, body } of answers)
      expect([status, body]).toEqual([429, { error: 'read_too_much', requestId: expect.any(String) }]);
    expect(await readNow()).toBe(READING_QUOTA.most);
    expect((await events('reading.refused')).length - before).toBe(3);
    const { id } = world.north.members.caseworker.actor;
    expect(await noticesOf('custodian')).toMatchObject([{ kind: 'reading_refused', to: `/people/${id}` }]);
    expect(await noticesOf('auditor')).toMatchObject([{ kind: 'reading_refused', to: `/audit?member=${id}` }]);
    expect([await noticesOf('supervisor'), await noticesOf('caseworker')]).toEqual([[], []]);
  });

  test('is no end for a colleague, and over when the hour is', async () => {
    await opened(READING_QUOTA.most);
    expect((await read()).status).toBe(429);
    const other = await aCase(world.north.members.colleague, world.north.members.supervisor);
    const colleague = await cookieFor(world.north.members.colleague.email);
    expect((await ask(page, { cookie: colleague, params: { caseId: other } })).status).toBe(200);
    await sql(`UPDATE directory.reading SET slice = slice - interval '65 minutes'`);
    expect((await read()).status).toBe(200);
  });

  test('is told of before its end, once', async () => {
    await opened(READING_QUOTA.unusual);
    const before = (await events('reading.unusual')).length;
    expect([(await read()).status, (await read()).status]).toEqual([200, 200]);
    const told = (await events('reading.unusual')).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.detail.opened).toBeGreaterThan(READING_QUOTA.unusual);
    expect(await noticesOf('custodian')).toMatchObject([{ kind: 'reading_unusual' }]);
    // Passing the mark again within the hour, after older slices fell out of it, tells nobody again.
    await sql('UPDATE directory.reading SET opened = $1 WHERE told', READING_QUOTA.unusual - 1);
    await sql('DELETE FROM directory.reading WHERE NOT told');
    expect((await read()).status).toBe(200);
    expect(await noticesOf('custodian')).toHaveLength(1);
  });

  test('counts a slice as long as a part of it lies within the hour, and nobody opens less than nothing', async () => {
    const { actor } = world.north.members.caseworker;
    const count = (at: string, now: number) =>
      connectedAs('superuser', async (client) => {
        await client.query('BEGIN');
        await client.query(
          `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true)`,
          [actor.id, actor.organisationId],
        );
        const { rows } = await client.query('SELECT in_hour FROM directory.count_reading($1::timestamptz, $2, false)', [
          at,
          now,
        ]);
        await client.query('COMMIT');
        return rows[0].in_hour as number;
      });
    await sql('DELETE FROM directory.reading');
    await count('2026-01-15 00:04:59Z', 1_500);
    expect(await count('2026-01-15 01:00:00Z', 1)).toBe(1_501);
    expect(await count('2026-01-15 01:05:00Z', 1)).toBe(2);
    await expect(count('2026-01-15 01:05:00Z', -1)).rejects.toThrow('less than nothing');
  });

  test('is told of within a day as well, once, however slowly it goes', async () => {
    const { actor } = world.north.members.caseworker;
    await sql('DELETE FROM directory.reading');
    // 900 in an hour tell nobody; over four hours they come near the mark of the day.
    for (const hours of [2, 4, 6, 8])
      await sql(
        `INSERT INTO directory.reading (member_id, organisation_id, slice, opened) VALUES ($1, $2, date_bin('5 minutes', now() - make_interval(hours => $3), 'epoch'), $4)`,
        ...[actor.id, actor.organisationId, hours, READING_QUOTA.inDay / 4],
      );
    const before = (await events('reading.much')).length;
    expect([(await read()).status, (await read()).status]).toEqual([200, 200]);
    const told = (await events('reading.much')).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.detail.opened).toBeGreaterThan(READING_QUOTA.inDay);
    expect(await noticesOf('custodian')).toMatchObject([{ kind: 'reading_much' }]);
    expect(await noticesOf('auditor')).toMatchObject([{ kind: 'reading_much' }]);
    await sql(`UPDATE directory.reading SET slice = slice - interval '25 hours'`);
    expect((await read()).status).toBe(200);
    expect(await noticesOf('custodian')).toHaveLength(1);
  });

  test('cannot be wiped, lowered, read or passed in silence with SQL as the application’s role; with the planted grant it can', async () => {
    const { actor } = world.north.members.caseworker;
    const attempt = (text: string, planted = '') =>
      connectedAs('superuser', async (client) => {
        await client.query('BEGIN');
        try {
          if (planted) await client.query(planted);
          await client.query('SET LOCAL ROLE linden_app');
          await client.query(
            `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true)`,
            [actor.id, actor.organisationId],
          );
          return (await client.query(text)).rowCount;
        } catch (error) {
          return (error as { code: string }).code;
        } finally {
          await client.query('ROLLBACK');
        }
      });
    await opened(READING_QUOTA.most);
    // Locked first: the database's own housekeeping may be at the table.
    const planted = `LOCK TABLE directory.reading; GRANT ALL ON directory.reading TO linden_app; CREATE POLICY planted ON directory.reading TO linden_app USING (true) WITH CHECK (true)`;
    for (const wipe of [
      'DELETE FROM directory.reading',
      'UPDATE directory.reading SET opened = 0',
      'UPDATE directory.reading SET told = true',
      'SELECT opened FROM directory.reading',
    ]) {
      expect([wipe, await attempt(wipe)]).toEqual([wipe, '42501']);
      expect([wipe, await attempt(wipe, planted)]).toEqual([wipe, 1]);
    }
    expect(await attempt(`SELECT directory.tell_of_reading('reading_unusual', now())`)).toBe('42501');
    expect(await attempt('SELECT directory.count_reading(now(), -1, false)')).toBe('23514');
    // So large a number would make every later sum of a colleague's fail.
    expect(await attempt('SELECT directory.count_reading(now(), 2147483600, false)')).toBe('23514');
    await sql('DELETE FROM audit.past_allowed');
    try {
      // Another day: what is older than a day by it would go.
      const future = `SELECT directory.count_reading(now() + interval '2 days', 0, false)`;
      expect(await attempt(future)).toBe('23514');
      expect(await attempt(future, `INSERT INTO audit.past_allowed VALUES ('infinity')`)).toBe(1);
    } finally {
      await sql(`INSERT INTO audit.past_allowed VALUES ('infinity')`);
    }
    expect((await read()).status).toBe(429);
  });

  test('is exact when she reads in many windows at once; without the lock more comes through (planted)', async () => {
    const count = async (remaining: number) => {
      await opened(0);
      await read();
      const each = await readNow();
      await opened(READING_QUOTA.most - remaining * each);
      const answers = await Promise.all(Array.from({ length: 12 }, read));
      return answers.filter(({ status }) => status === 200).length;
    };
    expect(await count(3)).toBe(3);
    const source = (await sql(`SELECT pg_get_functiondef('directory.count_reading'::regproc) AS text`))[0]
      ?.text as string;
    const weak = source
      .replace(/PERFORM pg_advisory_xact_lock[^;]*;/, '')
      // Between reading the sum and adding to it, so that a busy machine does not take turns by chance.
      .replace('passed := passed', 'PERFORM pg_sleep(0.3); passed := passed')
      .replace(/date_bin\([^)]*\)/, 'clock_timestamp()');
    expect(weak).not.toBe(source);
    await sql(weak.replace('AS $function$', 'AS $function$'));
    try {
      expect(await count(3)).toBeGreaterThan(3);
    } finally {
      await sql(source);
    }
    expect(await count(3)).toBe(3);
  }, 60_000);

  test('counts what a refused form shows, and a form beyond the end keeps what was typed', async () => {
    const form = z.object({ text: z.string() });
    const conflicting = actorAction({ action: 'editIdentity', ...theCase, form }, async ({ uow, params }) => {
      await viewIdentity(uow, params.caseId);
      throw new Conflict({ theirs: 'x' });
    });
    await opened(0);
    expect((await ask(conflicting, { cookie, params: { caseId }, fields: { text: 'typed' } })).status).toBe(409);
    expect(await readNow()).toBe(2);
    await opened(READING_QUOTA.most);
    const answer = await ask(conflicting, { cookie, params: { caseId }, fields: { text: 'typed' } });
    expect(answer.status).toBe(429);
    expect(JSON.stringify(answer.body)).toContain('typed');
    expect(JSON.stringify(answer.body)).not.toContain('theirs');
  });

  test('ends a session that goes on and on, whatever page it asks for', async () => {
    await opened(READING_QUOTA.most - 21);
    const { caseworker } = world.north.members;
    const everything = async () => {
      for (;;) await onCase(caseworker, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId));
    };
    await expect(everything()).rejects.toThrow(ReadTooMuch);
    expect(await readNow()).toBe(READING_QUOTA.most - 1);
  });
});
