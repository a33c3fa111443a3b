import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { likelyMoments } from '#app/features/canaries/likely-moments.server.ts';
import { makeCanary } from '#app/features/canaries/make-canary.server.ts';
import { viewCanaries } from '#app/features/canaries/view-canaries.server.ts';
import { breakGlass } from '#app/features/cases/break-glass.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { assignCase, withdrawAssignment } from '#app/features/cases/change-team.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { showNames } from '#app/features/cases/show-names.server.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { recordConsent } from '#app/features/consents/record-consent.server.ts';
import { rowOf } from '#app/features/consents/consent.schema.ts';
import { carryOutErasure } from '#app/features/erasures/carry-out-erasure.server.ts';
import { requestErasure } from '#app/features/erasures/request-erasure.server.ts';
import { personKeyOf } from '#app/features/facts/person-key.server.ts';
import { recordFact } from '#app/features/facts/record-fact.server.ts';
import { listNotices } from '#app/features/notices/list-notices.server.ts';
import type { ActionFor } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done, type Done } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { aCase, answer, consentTo, factsOf, onCase } from '../support/casework.ts';
import { connectedAs } from '../support/database.ts';
import { createWorld, locationOf, perform, type World } from '../support/world.ts';

let world: World;
/** nobody's, and one in the caseworker's list */
let canary: string;
let assigned: string;
let real: string;

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows as Record<string, unknown>[]);
const people = () => world.north.members;

async function make(inHerList: boolean): Promise<string> {
  const before = (await sql('SELECT id FROM casework.case_file')).map(({ id }) => id);
  const form = { fullName: 'Persona Fiktive', worker: people().caseworker.actor.id, assigned: inHerList };
  await perform(people().custodian, 'keepCanaries', ownOrganisation, {}, (uow) => makeCanary(uow, form));
  return (await sql('SELECT id FROM casework.case_file'))
    .map(({ id }) => id as string)
    .find((id) => !before.includes(id))!;
}

beforeAll(async () => {
  world = await createWorld();
  real = await aCase(people().caseworker, people().supervisor);
  canary = await make(false);
  assigned = await make(true);
});
beforeEach(async () => {
  await sql('DELETE FROM casework.notification');
  await sql('DELETE FROM audit.canary_alert');
});

async function noticesOf(member: 'custodian' | 'auditor' | 'caseworker' | 'supervisor') {
  const view = await perform(people()[member], 'listNotifications', ownOrganisation, {}, listNotices);
  return (view as { items: { kind: string; to: string }[] }).items.filter(({ kind }) => kind === 'canary_opened');
}
const told = async () => ({
  custodian: (await noticesOf('custodian')).length,
  auditor: (await noticesOf('auditor')).length,
  caseworker: (await noticesOf('caseworker')).length,
  supervisor: (await noticesOf('supervisor')).length,
});
const NOBODY = { custodian: 0, auditor: 0, caseworker: 0, supervisor: 0 };
const KEEPERS = { custodian: 1, auditor: 1, caseworker: 0, supervisor: 0 };
const opened = (caseId: string) =>
  onCase(people().caseworker, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId));

describe('whoever opens a canary', () => {
  test('is told of at once, with who and when, in notices and in the log; she sees what any case shows', async () => {
    const at = (await sql('SELECT now()'))[0]!.now as Date;
    const page = await opened(assigned);
    expect(await told()).toEqual(KEEPERS);
    expect(await noticesOf('custodian')).toMatchObject([{ to: `/people/${people().caseworker.actor.id}` }]);
    const [event] = await sql(`SELECT * FROM audit.event WHERE type = 'canary.opened' ORDER BY sequence DESC LIMIT 1`);
    expect(event).toMatchObject({
      ...{ actor_id: people().caseworker.actor.id, organisation_id: world.north.id, case_id: null },
      detail: { case: assigned },
    });
    expect((event!.at as Date).getTime()).toBeGreaterThanOrEqual(at.getTime() - 1000);
    expect(Object.keys(page)).toEqual(Object.keys(await opened(real)));
  });

  test('by the names on a list, and by breaking a glass', async () => {
    const list = (caseIds: string[]) =>
      perform(people().caseworker, 'revealNames', ownOrganisation, {}, (uow) => showNames(uow, caseIds));
    await list([real]);
    expect(await told()).toEqual(NOBODY);
    await list([real, assigned]);
    expect(await told()).toEqual(KEEPERS);
    await onCase(people().supervisor, 'breakGlass', canary, (uow) => breakGlass(uow, canary, 'Fictional reason.'));
    expect(await told()).toMatchObject({ custodian: 2, auditor: 2 });
  });

  test('by looking at a list, or at the page without content, nobody is told; nor of any other case', async () => {
    await onCase(people().supervisor, 'readCase', canary, (uow) => viewCase(uow, canary));
    await opened(real);
    expect(await told()).toEqual(NOBODY);
  });

  test('is told of once an hour, and stands in the log each time', async () => {
    const events = async () => (await sql(`SELECT 1 FROM audit.event WHERE type = 'canary.opened'`)).length;
    const before = await events();
    await opened(assigned);
    await opened(assigned);
    expect([await told(), (await events()) - before]).toEqual([KEEPERS, 2]);
    const view = await perform(people().custodian, 'keepCanaries', ownOrganisation, {}, viewCanaries);
    expect(view).toMatchObject({ count: 2, alerts: [{ name: people().caseworker.actor.displayName }, {}] });
  });

  test('or does something to one without looking is told of too; settling whose work it is is not', async () => {
    const { caseworker, supervisor, counsellor } = people();
    const another = await make(true);
    const consent = (uow: UnitOfWork) =>
      recordConsent(uow, another, rowOf('anonymised_statistics'), answer('anonymised_statistics'));
    await posted(supervisor, 'assignCase', another, (uow) => assignCase(uow, another, counsellor.actor.id));
    await posted(supervisor, 'assignCase', another, (uow) => withdrawAssignment(uow, another, counsellor.actor.id));
    expect(await told()).toEqual(NOBODY);
    await posted(caseworker, 'recordConsent', another, consent);
    expect(await told()).toEqual(KEEPERS);
  });

  test('or has one erased is told of, and it is no alarm any more', async () => {
    const { caseworker, supervisor, custodian } = people();
    const erased = await make(true);
    const kept = async () =>
      (await perform(custodian, 'keepCanaries', ownOrganisation, {}, viewCanaries)) as { count: number };
    const { count } = await kept();
    const wish = { method: 'oral', askedOn: '2026-11-20', understood: true } as const;
    await posted(caseworker, 'requestErasure', erased, (uow) => requestErasure(uow, erased, wish));
    expect(await told()).toEqual(KEEPERS);
    const [row] = await sql('SELECT code FROM casework.case_file WHERE id = $1', erased);
    await posted(supervisor, 'decideErasure', erased, (uow) => carryOutErasure(uow, erased, row!.code as string));
    expect(await told()).toMatchObject({ custodian: 2, auditor: 2 });
    expect((await kept()).count).toBe(count - 1);
  });

  test('of another organisation says nothing to this one', async () => {
    const south = await perform(world.south.members.custodian, 'keepCanaries', ownOrganisation, {}, viewCanaries);
    expect(south).toMatchObject({ count: 0, alerts: [] });
  });
});

/** As a form that was posted does it. */
function posted<View>(
  member: SignedIn,
  action: ActionFor<'Case'>,
  caseId: string,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
) {
  const resource = (uow: UnitOfWork) => caseResource.load(uow, { caseId });
  return withUnitOfWork(member, { action, resource, now: new Date(), replay: () => Promise.resolve(null) }, handler);
}

/** One statement as the application's role, acting as this member; undone. Its rows, or the code of the error. */
function asApp(member: keyof World['north']['members'], text: string, planted = '', values: unknown[] = []) {
  const { actor } = people()[member];
  return connectedAs('superuser', async (client) => {
    await client.query('BEGIN');
    try {
      if (planted) await client.query(planted);
      await client.query('SET LOCAL ROLE linden_app');
      await client.query(
        `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true),
                set_config('linden.organisation_kind', 'cso', true), set_config('linden.roles', $3, true)`,
        [actor.id, actor.organisationId, actor.roles.join(',')],
      );
      return (await client.query(text, values)).rows as Record<string, unknown>[];
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.query('ROLLBACK');
    }
  });
}

describe('which cases they are', () => {
  const DENIED = '42501';
  test('the application’s role cannot read, whoever it says that it is', async () => {
    for (const member of ['custodian', 'supervisor', 'auditor'] as const) {
      expect(await asApp(member, 'SELECT * FROM audit.canary')).toBe(DENIED);
      expect(await asApp(member, 'SELECT * FROM audit.canary_alert')).toBe(DENIED);
      expect(await asApp(member, 'SELECT audit.count_canaries()')).toBe(DENIED);
    }
    const granted = `GRANT SELECT ON audit.canary TO linden_app; CREATE POLICY planted ON audit.canary TO linden_app USING (true)`;
    expect(await asApp('supervisor', 'SELECT * FROM audit.canary', granted)).toHaveLength(
      (await sql('SELECT 1 FROM audit.canary')).length,
    );
  });

  test('nor ask for and take back: with the planted grant, asking and rolling back would tell and leave no trace', async () => {
    const [{ mark } = {}] = await sql('SELECT mark FROM audit.canary LIMIT 1');
    const ask = 'SELECT * FROM audit.tell_of_canaries(ARRAY[$1::bytea], gen_random_uuid(), now())';
    expect(await asApp('supervisor', ask, '', [mark])).toBe(DENIED);
    const granted = 'GRANT EXECUTE ON FUNCTION audit.tell_of_canaries(bytea[], uuid, timestamptz) TO linden_app';
    // As that role no actor may be set: the function tells for nobody.
    expect(await asApp('supervisor', `SELECT set_config('linden.member_id', '', true)`, granted)).toHaveLength(1);
    const oracle = await connectedAs('superuser', async (client) => {
      await client.query('BEGIN');
      await client.query(granted);
      await client.query('SET LOCAL ROLE linden_app');
      const { rows } = await client.query(ask, [mark]);
      await client.query('ROLLBACK');
      return rows;
    });
    expect(oracle).toHaveLength(1);
    expect(await sql('SELECT * FROM audit.canary_alert')).toEqual([]);
  });

  test('is not in the database in the clear, for its superuser either', async () => {
    const text = JSON.stringify(await sql('SELECT c::text AS row FROM audit.canary c'));
    for (const id of [canary, assigned]) {
      expect(text).not.toContain(id);
      expect(text).not.toContain(id.replaceAll('-', ''));
    }
    expect(
      await sql(
        `SELECT 1 FROM audit.event WHERE type LIKE 'canar%' AND type <> 'canary.opened' AND detail::text LIKE '%' || $1 || '%'`,
        canary,
      ),
    ).toEqual([]);
  });

  test('does not show in what is filled: a canary is filled as a case after its first contact', async () => {
    const filled = (table: string, column: string, id: string) =>
      sql(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${column} = $1 ORDER BY 1`, id).then((rows) =>
        rows.map(({ row }) =>
          Object.entries(row as object).map(([name, value]) => `${name}:${value === null ? 'empty' : typeof value}`),
        ),
      );
    const contact = await aCase(people().caseworker, people().supervisor);
    for (const [table, column] of [
      ['casework.case_file', 'id'],
      ['casework.assignment', 'case_id'],
      ['keys.content_key', 'subject_id'],
    ] as const)
      expect(await filled(table, column, assigned)).toEqual(await filled(table, column, contact));
  });

  /** What somebody who has the rows could sort them by. */
  const SIGNS = `SELECT a.assigned_at = f.opened_on AS "assigned at midnight", f.opened_on = (a.assigned_at AT TIME ZONE 'UTC')::date AS "opened on the day",
      a.ended_at IS NULL OR a.ended_at > f.last_activity_at AS "ended later", k.created_at = a.assigned_at AS "key made at the opening",
      k.created_at < i.updated_at AS "identity saved later", i.updated_at = f.last_activity_at AS "saving was an activity",
      i.updated_at - a.assigned_at < interval '12 hours' AS "saved on the day", i.row_version AS version, f.row_version AS "version of the case",
      date_trunc('milliseconds', a.assigned_at) = a.assigned_at AND date_trunc('milliseconds', f.last_activity_at) = f.last_activity_at AS "whole milliseconds",
      length(i.full_name_ct) AS name, length(i.phone_ct) AS phone, length(i.safe_contact_ct) AS contact,
      a.assigned_by = a.member_id AS "by herself", i.updated_by = a.member_id AS "saved by her", k.epoch = k.content_epoch AS epoch
    FROM casework.case_file f JOIN casework.assignment a ON a.case_id = f.id AND a.member_id = f.opened_by
    JOIN casework.identity_record i ON i.case_id = f.id JOIN keys.content_key k ON k.subject_id = f.id AND k.compartment = 'identity'
    WHERE f.id = $1`;

  test('does not show in moments, versions or lengths: no sign sets a canary apart from a first contact', async () => {
    const contact = { channel: 'phone', contact: '000 000 100', hours: '9:00–11:00', workerLanguage: 'sq' } as const;
    const { caseworker, supervisor, counsellor } = people();
    const view = await perform(caseworker, 'openCase', ownOrganisation, {}, (uow) => openCase(uow, contact));
    const first = locationOf(view).split('/')[2]!.split('?')[0]!;
    const identity = { ...contact, phone: contact.contact, fullName: 'Persona Tjetër', rowVersion: 1 };
    await onCase(caseworker, 'editIdentity', first, (uow) => saveIdentity(uow, first, identity));
    const [signs] = await sql(SIGNS, first);
    await onCase(supervisor, 'assignCase', first, (uow) => assignCase(uow, first, counsellor.actor.id));
    await onCase(supervisor, 'assignCase', first, (uow) => withdrawAssignment(uow, first, caseworker.actor.id));
    expect(await sql(SIGNS, first)).toEqual([signs]);
    for (const id of [canary, assigned]) expect(await sql(SIGNS, id)).toEqual([signs]);

    // As they were made before: each of these alone would have told.
    const planted = [
      'UPDATE casework.assignment SET assigned_at = (SELECT opened_on FROM casework.case_file f WHERE f.id = case_id)',
      'UPDATE casework.assignment SET ended_at = (SELECT last_activity_at FROM casework.case_file f WHERE f.id = case_id)',
      'UPDATE keys.content_key k SET created_at = (SELECT last_activity_at FROM casework.case_file f WHERE f.id = k.subject_id)',
      'UPDATE casework.identity_record SET row_version = 1',
      `UPDATE casework.identity_record SET safe_contact_ct = substr(safe_contact_ct, 1, 145)`,
    ];
    await connectedAs('superuser', async (client) => {
      for (const update of planted) {
        const key = update.includes('content_key') ? 'k.subject_id' : 'case_id';
        await client.query('BEGIN');
        await client.query(`${update} WHERE ${key} = $1`, [canary]);
        expect((await client.query(SIGNS, [canary])).rows).not.toEqual([signs]);
        await client.query('ROLLBACK');
      }
    });
  });

  test('nor, in moments, those that were made before: the migration mends them', async () => {
    const migration = readFileSync('prisma/migrations/20261127003000_canaries_like_any/migration.sql', 'utf8');
    const mending = migration.slice(0, migration.indexOf('-- ---', migration.indexOf('END $$;')));
    const planted = `
      UPDATE casework.case_file SET opened_on = '2026-10-18', last_activity_at = '2026-10-30 03:00Z' WHERE id = '${canary}';
      UPDATE casework.assignment SET assigned_at = '2026-10-18', ended_at = '2026-10-30 03:00Z' WHERE case_id = '${canary}';
      UPDATE casework.identity_record SET row_version = 1, updated_at = '2026-10-30 03:00Z' WHERE case_id = '${canary}';
      UPDATE keys.content_key SET created_at = '2026-10-30 03:00Z' WHERE subject_id = '${canary}'`;
    const [like] = await sql(SIGNS, canary);
    const others = await sql('SELECT * FROM casework.case_file WHERE id <> $1 ORDER BY id', canary);
    await connectedAs('superuser', async (client) => {
      const signs = async () => (await client.query(SIGNS, [canary])).rows[0] as object;
      await client.query('BEGIN');
      await client.query(planted);
      expect(await signs()).not.toEqual({ ...like, version: 1 });
      await client.query(mending);
      expect(await signs()).toEqual({ ...like, version: 1 });
      const { rows } = await client.query('SELECT * FROM casework.case_file WHERE id <> $1 ORDER BY id', [canary]);
      expect(rows).toEqual(others);
      await client.query('ROLLBACK');
    });
  });

  test('nor in the hour: they are opened, and taken from somebody, on weekdays in office hours', () => {
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Belgrade', weekday: 'short', hour: '2-digit' });
    for (const now of ['2026-11-29T02:00:00Z', '2026-04-01T23:30:00Z', '2026-12-31T12:00:00Z'].map(
      (at) => new Date(at),
    ))
      for (let i = 0; i < 100; i += 1) {
        const { openedAt, lastActivityAt, endedAt } = likelyMoments(now);
        for (const at of [openedAt, lastActivityAt, endedAt])
          expect(hour.format(at)).toMatch(/^(Mon|Tue|Wed|Thu|Fri), (08|09|1[0-5])$/);
        expect(openedAt < lastActivityAt && lastActivityAt < endedAt && endedAt < now).toBe(true);
      }
  });

  test('only a custodian makes one, in her organisation, in the name of somebody who can work on cases', async () => {
    const form = { fullName: 'Persona Fiktive', worker: people().auditor.actor.id, assigned: false };
    const making = perform(people().custodian, 'keepCanaries', ownOrganisation, {}, (uow) => makeCanary(uow, form));
    await expect(making).rejects.toThrow(Invalid);
    const call = `SELECT audit.make_canary(sha256('a'), sha256('b'), gen_random_uuid(), 'K-AAAAAA', $1, now(), now(), NULL,
      gen_random_uuid(), 'x', 'x', 'x', 1, 'x')`;
    expect(await asApp('supervisor', call, '', [people().caseworker.actor.id])).toBe(DENIED);
    const planted = `CREATE OR REPLACE FUNCTION directory.actor_keeps_canaries(organisation uuid) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'`;
    expect(await asApp('supervisor', call, planted, [people().caseworker.actor.id])).toHaveLength(1);
  });
});

test('what is recorded on a canary is written as for any case, and counted nowhere', async () => {
  await consentTo(people().caseworker, assigned, 'anonymised_statistics');
  await onCase(people().caseworker, 'recordCasework', assigned, async (uow) => {
    const facts = await recordFact(uow, assigned, { indicator: 'service_contacts' as never, occurredOn: '2026-11-20' });
    expect(facts?.ids.length).toBeGreaterThan(0);
    return done({}, { type: 'notices.read', detail: { count: 0 } });
  });
  const [written] = await sql(
    'SELECT count(*)::int AS n FROM statistics.fact WHERE organisation_id = $1',
    world.north.id,
  );
  expect(written!.n).toBeGreaterThan(0);
  expect(await factsOf(world.north.id)).toEqual([]);
  const counted = await connectedAs('superuser', async (client) => {
    await client.query('BEGIN');
    await client.query('DROP POLICY of_persons ON statistics.fact; SET LOCAL ROLE linden_release');
    const { rowCount } = await client.query('SELECT 1 FROM statistics.fact');
    await client.query('ROLLBACK');
    return rowCount;
  });
  expect(counted).toBe(written!.n);
});

test('nobody who is counted can be made into one, and no case that there is: the totals stay as they are', async () => {
  await consentTo(people().caseworker, real, 'anonymised_statistics');
  await onCase(people().caseworker, 'recordCasework', real, async (uow) => {
    await recordFact(uow, real, { indicator: 'service_contacts' as never, occurredOn: '2026-11-20' });
    return done({}, { type: 'notices.read', detail: { count: 0 } });
  });
  const before = await factsOf(world.north.id);
  expect(before.length).toBeGreaterThan(0);
  const call = `SELECT audit.make_canary(sha256('a'), $2, $3, 'K-AAAAAA', $1, now(), now(), NULL, gen_random_uuid(), 'x', 'x', 'x', 1, 'x')`;
  const worker = people().caseworker.actor.id;
  const counted = [worker, await personKeyOf(real), randomUUID()];
  expect(await asApp('custodian', call, '', counted)).toBe('23514');
  expect(await asApp('custodian', call, '', [worker, randomBytes(8), real])).toBe('23514');
  expect(await asApp('custodian', call, '', [worker, randomBytes(8), randomUUID()])).toHaveLength(1);
  expect(await factsOf(world.north.id)).toEqual(before);
  // Without what it asks, as before: taken.
  expect(await asApp('custodian', call, 'DROP POLICY counted_already ON statistics.fact', counted)).toHaveLength(1);
});

test('what the telling may read shows through no view, whatever the application’s role sets', async () => {
  const sizes = `SELECT * FROM directory.organisation_size`;
  const tells = `SELECT set_config('linden.task', 'tell', true)`;
  const seen = (role: 'app' | 'superuser', planted: string) =>
    connectedAs(role, async (client) => {
      await client.query('BEGIN');
      if (planted) await client.query(planted);
      await client.query('SET LOCAL ROLE linden_app');
      await client.query(tells);
      const { rowCount } = await client.query(sizes);
      await client.query('ROLLBACK');
      return rowCount;
    });
  expect(await seen('app', '')).toBe(0);
  const planted = `CREATE POLICY planted ON directory.member FOR SELECT TO linden_owner USING ((SELECT audit.task()) = 'tell')`;
  expect(await seen('superuser', planted)).toBeGreaterThan(1);
});
