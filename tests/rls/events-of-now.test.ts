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
function write(actor: string, changes: Record<string, unknown> = {}, how: { role?: string; planted?: string } = {}) {
  const { id, organisationId } = world.actors[actor]!;
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
  return insertAs(actor, 'audit.event', event, how);
}

/** A notice, likewise, to this member and about this. */
function tell(actor: string, to: string, notice: Record<string, unknown>, planted = '') {
  const { id: member_id, organisationId: organisation_id } = world.actors[to]!;
  const row = { id: crypto.randomUUID(), organisation_id, member_id, created_at: new Date().toISOString(), ...notice };
  return insertAs(actor, 'casework.notification', row, { planted });
}

function insertAs(
  actor: string,
  table: string,
  row: Record<string, unknown>,
  { role = 'linden_app', planted = '' }: { role?: string; planted?: string },
) {
  const { id, organisationId, organisationKind, roles } = world.actors[actor]!;
  const columns = Object.keys(row).join(', ');
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
        `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`,
        [JSON.stringify(row)],
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
    expect(await write('commission.secretary', about('north.referred'))).toBe('written');
    expect(await write('commission.secretary', { ...about('north.referred'), case_id: null, consent_id: null })).toBe(
      'written',
    );
    expect(await write('commission.reviewer', about('north.accepted', 'ReviewFile'))).toBe('written');
    expect(await write('commission.secretary', { organisation_id: world.organisations.undp })).toBe(DENIED);
    expect(await write('host.operator', { organisation_id: world.organisations.south })).toBe('written');
  });
});

const idsOf = (name: string) => world.cases[name]!;
/** Of a CSO's case, and of its packet or of the file on that. */
const about = (name: string, kind: 'Packet' | 'ReviewFile' = 'Packet') => ({
  organisation_id: world.organisations[name.split('.')[0] as 'north'],
  case_id: idsOf(name)['case_file'],
  consent_id: idsOf(name)['consent'],
  resource_kind: kind,
  resource_id: idsOf(name)[kind === 'Packet' ? 'packet' : 'review_file'],
});

test.each<[string, string, () => Record<string, unknown>]>([
  ['that names nothing of it', 'commission.secretary', () => ({ organisation_id: world.organisations.north })],
  [
    'about a case that was never referred, in the name of a packet that was',
    'commission.secretary',
    () => ({ ...about('north.referred'), case_id: idsOf('north.started')['case_file'] }),
  ],
  ['about a packet that was not sent', 'commission.secretary', () => about('north.frozen')],
  [
    'about a packet of another organisation',
    'commission.secretary',
    () => ({ ...about('south.referred'), organisation_id: world.organisations.north }),
  ],
  [
    'about another consent of hers',
    'commission.secretary',
    () => ({ ...about('north.referred'), consent_id: idsOf('north.closed')['consent'] }),
  ],
  ['about a packet that she withdrew', 'commission.secretary', () => about('north.withdrawn')],
  [
    'about a file that the reviewer has a conflict with',
    'commission.reviewer',
    () => about('north.conflict', 'ReviewFile'),
  ],
  ['about a case, by the operator', 'host.operator', () => ({ ...about('north.referred'), consent_id: null })],
  ['about a case, by a colleague of another CSO', 'south.lawyer', () => about('north.referred')],
])('an event in another organisation’s log %s is refused; without the net it is written', async (_, actor, changes) => {
  expect(await write(actor, changes())).toBe(DENIED);
  expect(await write(actor, changes(), { planted: WITHOUT })).toBe('written');
});

describe('a notice, written with SQL as the application’s role,', () => {
  const packet = (name: string, kind: string) => ({
    kind,
    subject_kind: 'Packet',
    subject_id: idsOf(name)['packet'],
  });
  const tookIn = (name: string) =>
    connectedAs('superuser', async (client) => {
      const { id } = world.actors['commission.secretary']!;
      await client.query(
        `INSERT INTO casework.packet_event (id, organisation_id, packet_id, state, happened_on, source, recorded_by, recorded_at)
         SELECT gen_random_uuid(), organisation_id, packet_id, 'registered', happened_on, 'system', $1, recorded_at
           FROM casework.packet_event WHERE id = $2`,
        [id, idsOf(name)['packet_event']],
      );
    });

  test('reaches a colleague, who sent a packet, and who took it in', async () => {
    expect(await tell('north.lawyer', 'north.supervisor', packet('north.referred', 'packet_decided'))).toBe('written');
    expect(await tell('commission.secretary', 'north.lawyer', packet('north.referred', 'packet_state'))).toBe(
      'written',
    );
    expect(await tell('commission.reviewer', 'north.lawyer', packet('north.accepted', 'letter_ready'))).toBe('written');
    await tookIn('north.accepted');
    expect(await tell('north.lawyer', 'commission.secretary', packet('north.accepted', 'documents_came'))).toBe(
      'written',
    );
  });

  test.each<[string, string, string, () => Record<string, unknown>]>([
    ['a custodian of another CSO', 'north.lawyer', 'south.custodian', () => packet('north.referred', 'letter_ready')],
    [
      'a CSO’s custodian, from the commission',
      'commission.secretary',
      'north.custodian',
      () => packet('north.referred', 'packet_state'),
    ],
    [
      'who sent it, in the words of her custodian',
      'commission.secretary',
      'north.lawyer',
      () => packet('north.referred', 'keys_renewed'),
    ],
    [
      'who wrote a packet that was not sent',
      'commission.secretary',
      'north.lawyer',
      () => packet('north.frozen', 'packet_state'),
    ],
    [
      'who sent it, about her case',
      'commission.secretary',
      'north.lawyer',
      () => ({ ...packet('north.referred', 'packet_state'), subject_kind: 'Case' }),
    ],
    [
      'who sent what was withdrawn',
      'commission.secretary',
      'north.lawyer',
      () => packet('north.withdrawn', 'packet_state'),
    ],
    [
      'one of the commission who did nothing with it',
      'north.lawyer',
      'commission.chair',
      () => packet('north.accepted', 'documents_came'),
    ],
    [
      'the commission, about another’s packet',
      'north.lawyer',
      'commission.secretary',
      () => packet('south.accepted', 'documents_came'),
    ],
    ['a CSO, from its partner', 'undp.analyst', 'north.lawyer', () => packet('north.referred', 'packet_state')],
  ])('does not reach %s; without the net it does', async (_, actor, to, notice) => {
    expect(await tell(actor, to, notice())).toBe(DENIED);
    const planted = 'ALTER TABLE casework.notification DISABLE ROW LEVEL SECURITY';
    expect(await tell(actor, to, notice(), planted)).toBe('written');
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
