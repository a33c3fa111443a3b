import { describe, expect, test } from 'vitest';
import type pg from 'pg';
import { SEALED_TABLES } from '#app/kernel/column-register.ts';
import { roleProblems } from '#app/platform/db/roles.server.ts';
import { BY_COLUMN, BY_NAME, SEALED_ELSEWHERE } from '../../prisma/open-columns.ts';
import { connectedAs, testDatabase } from '../support/database.ts';

const SCHEMAS = `('directory', 'keys', 'casework', 'audit', 'statistics')`;

interface Column {
  table: string;
  column: string;
  type: string;
}

/** Open bytes that no plaintext can be. */
const COMPUTED = /hash|SHA-256|HMAC|signature|public key|salt|output of Argon2id/;

function ask<Found extends object>(sql: string): Promise<Found[]> {
  return connectedAs('superuser', async (client) => (await client.query(sql)).rows as Found[]);
}

function columns(): Promise<Column[]> {
  return ask<Column>(`
    SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema IN ${SCHEMAS} AND t.table_type = 'BASE TABLE'`);
}

const sealedByCodec = new Set(
  Object.entries(SEALED_TABLES).flatMap(([table, { columns }]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  ),
);

/** What is wrong with the columns, one line each. */
function problemsOf(found: readonly Column[]): string[] {
  return found.flatMap(({ table, column, type }) => {
    const name = `${table}.${column}`;
    const sealed = sealedByCodec.has(name) || Object.hasOwn(SEALED_ELSEWHERE, name);
    const open = Object.hasOwn(BY_COLUMN, name) || Object.hasOwn(BY_NAME, column);
    if (sealed && !column.endsWith('_ct')) return [`${name} is sealed and not called …_ct`];
    if (column.endsWith('_ct') && type !== 'bytea') return [`${name} is ${type}`];
    if (column.endsWith('_ct') && !sealed) return [`${name} is sealed by nobody`];
    if (sealed && open) return [`${name} is sealed and called open`];
    if (!sealed && !open) return [`${name} has neither a compartment nor a reason`];
    if (!sealed && type === 'bytea' && !COMPUTED.test(BY_COLUMN[name] ?? BY_NAME[column] ?? ''))
      return [`${name} holds bytes that nobody computed`];
    return [];
  });
}

describe('every column', () => {
  test('has a compartment that seals it, or a reason why it is not personal', async () => {
    const found = await columns();
    expect(found.length).toBeGreaterThan(250);
    expect(problemsOf(found)).toEqual([]);
  });

  test('that is named exists, so that a reason cannot outlive its column', async () => {
    const found = await columns();
    const names = new Set(found.map(({ table, column }) => `${table}.${column}`));
    const listed = [...sealedByCodec, ...Object.keys(SEALED_ELSEWHERE), ...Object.keys(BY_COLUMN)];
    expect(listed.filter((name) => !names.has(name))).toEqual([]);
    expect(Object.keys(BY_NAME).filter((column) => !found.some((each) => each.column === column))).toEqual([]);
  });

  test.each([
    [
      'ALTER TABLE casework.case_file ADD COLUMN nickname text',
      'case_file.nickname has neither a compartment nor a reason',
    ],
    ['ALTER TABLE casework.task ADD COLUMN remark_ct text', 'task.remark_ct is text'],
    ['ALTER TABLE casework.task ADD COLUMN remark_ct bytea', 'task.remark_ct is sealed by nobody'],
    ['CREATE TABLE casework.planted (id uuid, body bytea)', 'planted.body has neither a compartment nor a reason'],
  ])('a planted one is caught: %s', async (sql, problem) => {
    await planted(sql, async (client) => {
      const { rows } = await client.query(`SELECT c.table_name AS table, c.column_name AS column, c.data_type AS type
        FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
        WHERE c.table_schema IN ${SCHEMAS} AND t.table_type = 'BASE TABLE'`);
      expect(problemsOf(rows as Column[])).toContain(problem);
    });
  });
});

/** Tables that row-level security does not force or that have no policy at all. */
const UNGUARDED = `
  SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ${SCHEMAS} AND c.relkind IN ('r', 'p') AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
    OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))`;

/** Policies that ask nothing although the role has a whole table to itself: only these may. */
const ALLOWED_OPEN = [
  // Reached by functions alone: the owner logs in for migrations.
  'audit.canary/linden_owner',
  'audit.canary_alert/linden_owner',
  'audit.past_allowed/linden_owner',
  'directory.attempt/linden_auth',
  'directory.invitation/linden_auth',
  'directory.member/linden_auth',
  'directory.organisation/linden_auth',
  'directory.second_factor/linden_auth',
  'directory.session/linden_auth',
  'keys.invitation_grant/linden_auth',
  'keys.member_recovery/linden_auth',
  'keys.recovery_grant/linden_auth',
  'keys.recovery_key/linden_auth',
  'keys.vault/linden_auth',
  'keys.vault_grant/linden_auth',
  'statistics.cell/linden_release',
  'statistics.fact/linden_release',
  'statistics.release/linden_release',
  'statistics.total_approval/linden_release',
];
const OPEN_READS = `
  SELECT DISTINCT schemaname || '.' || tablename || '/' || role AS name FROM pg_policies, unnest(roles) AS role
  WHERE qual = 'true' AND cmd IN ('ALL', 'SELECT') ORDER BY 1`;

/** Foreign keys between tables that have an organisation, which do not carry it; a letter belongs to two. */
const LOOSE_KEYS = `
  SELECT con.conname AS name FROM pg_constraint con
  JOIN pg_class child ON child.oid = con.conrelid JOIN pg_namespace n ON n.oid = child.relnamespace
  WHERE con.contype = 'f' AND n.nspname IN ${SCHEMAS}
    AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = con.confrelid AND a.attname = 'organisation_id' AND NOT a.attisdropped)
    AND NOT EXISTS (SELECT 1 FROM unnest(con.confkey) k JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k
                    WHERE a.attname IN ('organisation_id', 'recipient_organisation_id'))`;

/** Columns that name a case, a packet or another parent, without a foreign key that carries its organisation. */
const FREE_PARENTS = `
  SELECT c.table_schema || '.' || c.table_name || '.' || c.column_name AS name FROM information_schema.columns c
  WHERE c.table_schema = 'casework'
    AND c.column_name IN ('case_id', 'application_id', 'statement_id', 'evidence_id', 'packet_id', 'review_file_id', 'group_session_id', 'letter_id', 'supplement_id')
    AND NOT EXISTS (
      SELECT 1 FROM pg_constraint con, unnest(con.conkey) k JOIN pg_attribute a ON a.attnum = k
      WHERE con.contype = 'f' AND con.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
        AND a.attrelid = con.conrelid AND a.attname = c.column_name AND cardinality(con.conkey) >= 2)`;

const names = async (sql: string) => (await ask<{ name: string }>(sql)).map(({ name }) => name);

describe('every table', () => {
  test('is forced under row-level security, with a policy', async () => {
    expect(await names(UNGUARDED)).toEqual([]);
  });

  test.each([
    ['CREATE TABLE casework.planted (id uuid)', 'casework.planted'],
    ['ALTER TABLE casework.consent NO FORCE ROW LEVEL SECURITY', 'casework.consent'],
    [
      `DO $$ DECLARE p record; BEGIN FOR p IN SELECT policyname FROM pg_policies WHERE schemaname = 'keys' AND tablename = 'content_key' LOOP
         EXECUTE format('DROP POLICY %I ON keys.content_key', p.policyname); END LOOP; END $$`,
      'keys.content_key',
    ],
  ])('a planted gap is caught: %s', async (sql, name) => {
    await planted(sql, async (client) => expect((await client.query(UNGUARDED)).rows).toContainEqual({ name }));
  });

  test('has a policy that asks who acts, but for accounts before sign-in and the builder of releases', async () => {
    expect((await names(OPEN_READS)).filter((name) => !ALLOWED_OPEN.includes(name))).toEqual([]);
    await planted('CREATE POLICY planted ON casework.consent FOR SELECT TO linden_app USING (true)', async (client) => {
      expect((await client.query(OPEN_READS)).rows).toContainEqual({ name: 'casework.consent/linden_app' });
    });
  });

  test('names a parent by a foreign key that carries the organisation', async () => {
    expect(await names(LOOSE_KEYS)).toEqual([]);
    expect(await names(FREE_PARENTS)).toEqual([]);
    await planted(
      'CREATE TABLE casework.planted (id uuid, organisation_id uuid, case_id uuid REFERENCES casework.case_file (id))',
      async (client) => {
        expect((await client.query(LOOSE_KEYS)).rows).toEqual([{ name: 'planted_case_id_fkey' }]);
        expect((await client.query(FREE_PARENTS)).rows).toEqual([{ name: 'casework.planted.case_id' }]);
      },
    );
  });
});

describe('the login roles', () => {
  test('own nothing, bypass nothing, belong to nobody', async () => {
    expect(await roleProblems(testDatabase().urls.app)).toEqual([]);
  });

  test('are caught when one owns a table', async () => {
    const superuser = (sql: string) => connectedAs('superuser', (client) => client.query(sql));
    await superuser('CREATE TABLE casework.planted (id uuid); ALTER TABLE casework.planted OWNER TO linden_app');
    expect(await roleProblems(testDatabase().urls.app)).toEqual(['The role linden_app owns 1 tables or sequences.']);
    await superuser('DROP TABLE casework.planted');
  });
});

/** Runs `look` in a transaction in which `sql` was done, and undoes it. */
async function planted(sql: string, look: (client: pg.Client) => Promise<void>): Promise<void> {
  await connectedAs('superuser', async (client) => {
    await client.query('BEGIN');
    try {
      await client.query(sql);
      await look(client);
    } finally {
      await client.query('ROLLBACK');
    }
  });
}
