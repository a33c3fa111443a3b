import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASE_ROLES } from '#app/platform/db/role-names.ts';
import { createTestDatabase, testDatabase, type TestDatabase } from '../support/database.ts';
import { seedRows, type SeededRows } from '../support/rows.ts';
import { commission } from './probes/commission.ts';
import { compartments } from './probes/compartments.ts';
import { privileges } from './probes/privileges.ts';
import { attempt, countAs, samplesOf, tablesOf, type Probe } from './probes/probe.ts';
import { strangers } from './probes/strangers.ts';

/**
 * What row-level security and privileges refuse to somebody who gets SQL of her own into Linden's statements. They do not
 * defend against somebody who also sets the actor: under `linden_app` any statement may call set_config, so an attacker
 * with free SQL in the application can speak as anybody (the last test says so). Against her stand parameterised queries,
 * the first two nets, and the keys: rows of every kind are sealed.
 */
const SCHEMAS = `('directory', 'keys', 'casework', 'audit', 'statistics')`;

/** The same tables without the third net: no row-level security, every privilege, no keys but primary ones, no triggers, no `<10` rule. */
const WITHOUT_NET = `
  DO $$ DECLARE t record; BEGIN
    FOR t IN SELECT conname, conrelid::regclass AS name FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid
             JOIN pg_namespace n ON n.oid = r.relnamespace WHERE n.nspname IN ${SCHEMAS} AND contype IN ('f', 'u', 'c') LOOP
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', t.name, t.conname);
    END LOOP;
    FOR t IN SELECT i.indexrelid::regclass AS name FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
             JOIN pg_namespace n ON n.oid = r.relnamespace WHERE n.nspname IN ${SCHEMAS} AND indisunique AND NOT indisprimary LOOP
      EXECUTE format('DROP INDEX %s', t.name);
    END LOOP;
    FOR t IN SELECT c.oid::regclass AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ${SCHEMAS} AND relkind = 'r' LOOP
      EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER', t.name);
    END LOOP;
    FOR t IN SELECT nspname AS schema, 'linden_' || r AS name FROM pg_namespace, unnest(ARRAY['auth','app','statistics','audit','release']) r
             WHERE nspname IN ${SCHEMAS} LOOP
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I; GRANT ALL ON ALL TABLES IN SCHEMA %1$I TO %2$I', t.schema, t.name);
    END LOOP;
  END $$;
  CREATE OR REPLACE VIEW statistics.published_cell AS
    SELECT release_id, indicator, statistic_table, categories, period, cell_key, z AS value FROM statistics.cell;`;

interface Field {
  world: SeededRows;
  probes: Probe[];
  clients: Map<string, pg.Client>;
}

async function fieldIn(database: TestDatabase): Promise<Field> {
  const clients = new Map<string, pg.Client>([['superuser', new pg.Client(database.superuser)]]);
  for (const role of DATABASE_ROLES) clients.set(role, new pg.Client({ connectionString: database.urls[role] }));
  await Promise.all([...clients.values()].map((client) => client.connect()));
  const superuser = clients.get('superuser')!;
  const world = await seedRows(superuser);
  const tables = await tablesOf(superuser);
  const ground = { world, tables, sample: await samplesOf(superuser, tables, world) };
  return {
    world,
    clients,
    probes: [...strangers(ground), ...compartments(ground), ...commission(ground), ...privileges(ground)],
  };
}

async function outcomes({ clients, probes, world }: Field) {
  const answers: { name: string; got: boolean; refusal: string }[] = [];
  for (const probe of probes)
    answers.push({ name: probe.name, ...(await attempt(clients.get(probe.role)!, probe, world)) });
  return answers;
}

describe('probes in raw SQL', () => {
  let field: Field;
  let weak: Field;
  let weakDatabase: TestDatabase;

  beforeAll(async () => {
    field = await fieldIn(testDatabase());
    weakDatabase = await createTestDatabase();
    weak = await fieldIn(weakDatabase);
    await weak.clients.get('superuser')!.query(WITHOUT_NET);
  });
  afterAll(async () => {
    for (const client of [...field.clients.values(), ...weak.clients.values()]) await client.end();
    await weakDatabase.drop();
  });

  test('are refused, every one', async () => {
    const answers = await outcomes(field);
    expect(answers.filter(({ got }) => got).map(({ name }) => name)).toEqual([]);
    // A typing error in a probe is refused as well: these would prove nothing.
    const broken = answers.filter(({ refusal }) => /^(42601|42703|42P01|22|P0|42804|42883)/.test(refusal));
    expect(broken).toEqual([]);
    expect(answers.length).toBeGreaterThan(800);
  });

  test('get in, every one, where the net is missing', async () => {
    const answers = await outcomes(weak);
    expect(answers.filter(({ got }) => !got)).toEqual([]);
  });

  test('do not count what is rightly shown: the seeded members see their own', async () => {
    const own: [string, string, number][] = [
      ['north.lawyer', 'SELECT 1 FROM casework.statement', 8],
      ['north.counsellor', `SELECT 1 FROM casework.support_session WHERE compartment = 'psychosocial'`, 8],
      ['north.supervisor', 'SELECT 1 FROM casework.case_file', 11],
      ['north.supervisor', 'SELECT 1 FROM casework.consent', 1],
      ['north.supervisor', 'SELECT 1 FROM casework.referral', 1],
      ['north.supervisor', 'SELECT 1 FROM casework.session_version', 1],
      ['north.counsellor', `SELECT 1 FROM casework.session_version WHERE compartment = 'psychosocial'`, 8],
      ['north.counsellor', 'SELECT 1 FROM casework.referral', 8],
      ['commission.secretary', 'SELECT 1 FROM casework.packet', 6],
      ['commission.secretary', 'SELECT 1 FROM casework.packet_consent', 6],
      ['commission.secretary', `SELECT 1 FROM casework.packet_document WHERE compartment = 'identity'`, 4],
      ['commission.reviewer', 'SELECT 1 FROM casework.packet_document', 2],
      ['commission.chair', 'SELECT 1 FROM casework.review_note', 6],
      ['north.lawyer', 'SELECT 1 FROM audit.event', 8],
    ];
    const client = field.clients.get('app')!;
    for (const [actor, sql, expected] of own) {
      const found = await countAs(client, actor, sql, field.world);
      expect([actor, sql, found]).toEqual([actor, sql, expected]);
    }
  });

  test('with the actor forged by set_config are not refused: this net trusts the application to say who acts', async () => {
    const forged = `SELECT 1 FROM set_config('linden.member_id', '${field.world.actors['south.lawyer']!.id}', true) a,
      set_config('linden.organisation_id', '${field.world.organisations.south}', true) b, set_config('linden.roles', 'legal_officer', true) c,
      set_config('linden.organisation_kind', 'cso', true) d`;
    const client = field.clients.get('app')!;
    await client.query('BEGIN');
    await client.query(forged);
    expect((await client.query('SELECT 1 FROM casework.statement')).rowCount).toBeGreaterThan(0);
    await client.query('ROLLBACK');
  });
});
