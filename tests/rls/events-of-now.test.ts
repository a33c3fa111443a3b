import { beforeAll, describe, expect, test } from 'vitest';
import { connectedAs } from '../support/database.ts';
import { seedRows, type SeededRows } from '../support/rows.ts';

let world: SeededRows;
beforeAll(async () => {
  world = await connectedAs('superuser', async (client) => {
    const seeded = await seedRows(client);
    await client.query('DELETE FROM audit.past_allowed');
    return seeded;
  });
});

/** An event as the application's role writes it, as this member, with what the attacker changes; undone. The error's code, or 'written'. */
function write(actor: string, changes: Record<string, unknown> = {}, { role = 'linden_app', planted = '' } = {}) {
  const { id, organisationId, organisationKind, roles } = world.actors[actor]!;
  const event: Record<string, unknown> = {
    ...{
      id: crypto.randomUUID(),
      actor_id: id,
      actor_organisation_id: organisationId,
      organisation_id: organisationId,
    },
    ...{
      at: new Date().toISOString(),
      type: 'case.viewed',
      action: 'readCase',
      outcome: 'done',
      detail: {},
      payload_hash: '\\x00',
    },
    ...changes,
  };
  const columns = Object.keys(event).join(', ');
  return connectedAs('superuser', async (client) => {
    await client.query('BEGIN');
    try {
      if (planted) await client.query(planted);
      await client.query(`SET LOCAL ROLE ${role}`);
      await client.query(
        `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true),
                set_config('linden.organisation_kind', $3, true), set_config('linden.roles', $4, true)`,
        [id, organisationId, organisationKind, roles.join(',')],
      );
      await client.query(
        `INSERT INTO audit.event (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::audit.event, $1)`,
        [JSON.stringify(event)],
      );
      return 'written';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.query('ROLLBACK');
    }
  });
}

const DENIED = '42501';
const WITHOUT =
  'ALTER TABLE audit.event DISABLE ROW LEVEL SECURITY; GRANT INSERT ON audit.event TO linden_app, linden_auth, linden_audit, linden_release';
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

describe('an event, written with SQL as the application’s role,', () => {
  test('is of the actor’s own organisation, and now', async () => {
    expect(await write('north.lawyer')).toBe('written');
    expect(await write('undp.analyst', {}, { role: 'linden_statistics' })).toBe('written');
  });

  test.each([
    ['in another organisation’s log', () => ({ organisation_id: world.organisations.south })],
    ['in nobody’s log', () => ({ organisation_id: null })],
    ['of an hour ago', () => ({ at: hours(-1) })],
    ['of tomorrow', () => ({ at: hours(24) })],
    ['in a colleague’s name', () => ({ actor_id: world.actors['north.caseworker']!.id })],
    ['with a number of its own', () => ({ sequence: 4_000_000 })],
  ])('cannot stand %s; without the net it does', async (_, changes) => {
    expect(await write('north.lawyer', changes())).toBe(DENIED);
    expect(await write('north.lawyer', changes(), { planted: WITHOUT })).toBe('written');
  });

  test('of the commission stands in the log of a CSO whose packet it received, and of no other organisation', async () => {
    expect(await write('commission.secretary', { organisation_id: world.organisations.north })).toBe('written');
    expect(await write('commission.secretary', { organisation_id: world.organisations.undp })).toBe(DENIED);
    expect(await write('host.operator', { organisation_id: world.organisations.south })).toBe('written');
  });
});

test.each(['linden_auth', 'linden_audit', 'linden_release'])('as %s an event is of now, too', async (role) => {
  const type = { type: 'release.published' };
  expect(await write('north.lawyer', type, { role })).toBe('written');
  expect(await write('north.lawyer', { ...type, at: hours(-1) }, { role })).toBe(DENIED);
  expect(await write('north.lawyer', { ...type, at: hours(-1) }, { role, planted: WITHOUT })).toBe('written');
  expect(await write('north.lawyer', { ...type, sequence: 4_000_000 }, { role })).toBe(DENIED);
});

test('an event is small, and nobody says with it that a colleague opened a canary', async () => {
  const actor = Object.keys(world.actors)[0]!;
  const large = { detail: { text: 'x'.repeat(70_000) } };
  const CHECKED = '23514';
  expect([await write(actor), await write(actor, large), await write(actor, { type: 'x'.repeat(101) })]).toEqual([
    'written',
    CHECKED,
    CHECKED,
  ]);
  expect(await write(actor, { type: 'canary.opened' })).toBe(DENIED);
  const planted = 'ALTER TABLE audit.event DROP CONSTRAINT event_is_small; DROP POLICY said_by_others ON audit.event';
  expect([await write(actor, large, { planted }), await write(actor, { type: 'canary.opened' }, { planted })]).toEqual([
    'written',
    'written',
  ]);
});

test('no login role opens the past for itself', async () => {
  for (const role of [
    'linden_app',
    'linden_auth',
    'linden_audit',
    'linden_statistics',
    'linden_release',
    'linden_owner',
  ])
    await connectedAs('superuser', async (client) => {
      await client.query('BEGIN');
      await client.query(`SET LOCAL ROLE ${role}`);
      await expect(client.query(`INSERT INTO audit.past_allowed VALUES ('infinity')`)).rejects.toMatchObject({
        code: DENIED,
      });
      await client.query('ROLLBACK');
    });
});
