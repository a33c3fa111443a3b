import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientFor, closeClients } from '#app/platform/db/clients.server.ts';
import { connectedAs } from '../support/database.ts';
import { seedRows, type SeededRows } from '../support/rows.ts';

/** What a login role would try in order to stop being under row-level security, and the grant that would let it. */
const TRICKS: readonly { sql: string; planted: string }[] = [
  { sql: 'SET ROLE linden_owner', planted: 'GRANT linden_owner TO linden_app' },
  { sql: 'SET ROLE linden_auth', planted: 'GRANT linden_auth TO linden_app' },
  { sql: 'SET SESSION AUTHORIZATION linden_owner', planted: 'ALTER ROLE linden_app SUPERUSER' },
  { sql: 'ALTER ROLE linden_app BYPASSRLS', planted: 'ALTER ROLE linden_app SUPERUSER' },
  {
    sql: 'ALTER TABLE casework.consent DISABLE ROW LEVEL SECURITY',
    planted: 'ALTER TABLE casework.consent OWNER TO linden_app',
  },
  {
    sql: 'ALTER TABLE casework.consent NO FORCE ROW LEVEL SECURITY',
    planted: 'ALTER TABLE casework.consent OWNER TO linden_app',
  },
  {
    sql: 'CREATE POLICY mine ON casework.consent USING (true)',
    planted: 'ALTER TABLE casework.consent OWNER TO linden_app',
  },
  { sql: 'DROP POLICY assigned ON casework.consent', planted: 'ALTER TABLE casework.consent OWNER TO linden_app' },
  {
    sql: 'ALTER POLICY assigned ON casework.consent USING (true)',
    planted: 'ALTER TABLE casework.consent OWNER TO linden_app',
  },
  { sql: 'TRUNCATE casework.draft', planted: 'GRANT TRUNCATE ON casework.draft TO linden_app' },
  { sql: 'TRUNCATE audit.event', planted: 'GRANT TRUNCATE ON audit.event TO linden_app' },
  { sql: 'DROP TABLE casework.draft', planted: 'ALTER TABLE casework.draft OWNER TO linden_app' },
  { sql: 'CREATE TABLE casework.mine (id int)', planted: 'GRANT CREATE ON SCHEMA casework TO linden_app' },
  { sql: 'CREATE TABLE public.mine (id int)', planted: 'GRANT USAGE, CREATE ON SCHEMA public TO linden_app' },
  {
    sql: 'CREATE SCHEMA mine',
    planted: `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO linden_app', current_database()); END $$`,
  },
  {
    sql: 'CREATE TEMP TABLE mine (id int)',
    planted: `DO $$ BEGIN EXECUTE format('GRANT TEMP ON DATABASE %I TO linden_app', current_database()); END $$`,
  },
  {
    sql: 'CREATE FUNCTION casework.mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$',
    planted: 'GRANT CREATE ON SCHEMA casework TO linden_app',
  },
  {
    sql: `CREATE OR REPLACE FUNCTION directory.actor_has(VARIADIC wanted text[]) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$`,
    planted:
      'GRANT CREATE ON SCHEMA directory TO linden_app; ALTER FUNCTION directory.actor_has(text[]) OWNER TO linden_app',
  },
  { sql: 'CREATE EXTENSION dblink SCHEMA casework', planted: 'ALTER ROLE linden_app SUPERUSER' },
  { sql: 'CREATE FOREIGN DATA WRAPPER planted', planted: 'ALTER ROLE linden_app SUPERUSER' },
  { sql: `SELECT pg_read_file('PG_VERSION')`, planted: 'GRANT EXECUTE ON FUNCTION pg_read_file(text) TO linden_app' },
  {
    sql: `SELECT pg_read_binary_file('PG_VERSION')`,
    planted: 'GRANT EXECUTE ON FUNCTION pg_read_binary_file(text) TO linden_app',
  },
  { sql: `SELECT pg_ls_dir('.')`, planted: 'GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO linden_app' },
  { sql: `SELECT lo_import('/etc/hostname')`, planted: 'GRANT EXECUTE ON FUNCTION lo_import(text) TO linden_app' },
  { sql: `COPY casework.consent TO '/tmp/linden-planted-copy'`, planted: 'ALTER ROLE linden_app SUPERUSER' },
  { sql: `COPY casework.consent TO PROGRAM 'cat > /dev/null'`, planted: 'ALTER ROLE linden_app SUPERUSER' },
  { sql: `COPY casework.draft FROM PROGRAM 'true'`, planted: 'ALTER ROLE linden_app SUPERUSER' },
  { sql: 'SELECT rolpassword FROM pg_authid', planted: 'GRANT SELECT ON pg_authid TO linden_app' },
  { sql: 'SELECT stavalues1 FROM pg_statistic', planted: 'GRANT SELECT ON pg_statistic TO linden_app' },
  {
    sql: `ALTER SYSTEM SET log_statement = 'all'`,
    planted: 'GRANT ALTER SYSTEM ON PARAMETER log_statement TO linden_app',
  },
  { sql: `SET log_statement = 'all'`, planted: 'GRANT SET ON PARAMETER log_statement TO linden_app' },
  {
    sql: `SET session_replication_role = replica`,
    planted: 'GRANT SET ON PARAMETER session_replication_role TO linden_app',
  },
];
/** Refused to anybody inside a transaction block, or leaves a file behind: tried on the real role only. */
const REAL_ONLY = /ALTER SYSTEM|TO '\/tmp/;

/** As `linden_app` in the superuser's own transaction, so that a planted grant is never seen by another connection. */
async function asApp(client: pg.Client, planted: string | null, sql: string): Promise<string> {
  await client.query('BEGIN');
  try {
    if (planted) await client.query(planted);
    await client.query(planted?.includes('SUPERUSER') ? 'SELECT 1' : 'SET LOCAL ROLE linden_app');
    await client.query(sql);
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('ROLLBACK');
  }
}

let world: SeededRows;
beforeAll(async () => {
  world = await connectedAs('superuser', (client) => seedRows(client));
});

describe('a login role', () => {
  test.each(TRICKS)('cannot: $sql', async ({ sql, planted }) => {
    const real = await connectedAs('app', async (client) =>
      client.query(sql).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    );
    expect(real).toBe('42501'); // insufficient privilege
    if (!REAL_ONLY.test(sql))
      expect(await connectedAs('superuser', (client) => asApp(client, planted, sql))).toBe('done');
  });

  test('is refused, not answered in full, when it turns row-level security off for itself', async () => {
    await connectedAs('app', async (client) => {
      await client.query('SET row_security = off');
      await expect(client.query('SELECT 1 FROM casework.consent')).rejects.toMatchObject({ code: '42501' });
    });
  });
});

describe('what PostgreSQL keeps beside the tables', () => {
  test('statistics of columns and statements of other sessions are not shown to the application', async () => {
    await connectedAs('superuser', (client) => client.query('ANALYZE'));
    const samples = `SELECT 1 FROM pg_stats WHERE schemaname IN ('casework', 'directory', 'keys', 'audit')`;
    const statements = `SELECT 1 FROM pg_stat_activity WHERE usename <> current_user AND query NOT IN ('', '<insufficient privilege>')`;
    await connectedAs('superuser', async (watcher) => {
      await watcher.query(`SELECT 'a statement with a name in it'`);
      await connectedAs('app', async (client) => {
        expect((await client.query(samples)).rowCount).toBe(0);
        expect((await client.query(statements)).rowCount).toBe(0);
      });
      expect((await watcher.query(samples)).rowCount).toBeGreaterThan(0);
    });
  });

  test('a row of another organisation is not changed by colliding with it', async () => {
    const { rows } = await connectedAs('superuser', (client) =>
      client.query<{ row: Record<string, unknown> }>('SELECT to_jsonb(c) AS row FROM casework.draft c LIMIT 1'),
    );
    await connectedAs('app', async (client) => {
      const sql = `INSERT INTO casework.draft SELECT * FROM jsonb_populate_record(NULL::casework.draft, $1)
                   ON CONFLICT (member_id, form_hash) DO UPDATE SET content_ct = '\\x00' RETURNING 1`;
      await expect(client.query(sql, [JSON.stringify(rows[0]!.row)])).rejects.toMatchObject({ code: '42501' });
    });
  });
});

describe('the pool', () => {
  afterAll(closeClients);

  const set = (actor: SeededRows['actors'][string], local: boolean) =>
    `SELECT set_config('linden.member_id', '${actor.id}', ${local}), set_config('linden.organisation_id', '${actor.organisationId}', ${local}),
            set_config('linden.organisation_kind', 'cso', ${local}), set_config('linden.roles', 'supervisor', ${local})`;
  const CASES = 'SELECT 1 FROM casework.case_file';

  test('keeps nothing of an actor after her transaction: the setting is an empty text, and shows no rows', async () => {
    await connectedAs('app', async (client) => {
      for (const ending of ['COMMIT', 'ROLLBACK']) {
        await client.query('BEGIN');
        await client.query(set(world.actors['north.supervisor']!, true));
        expect((await client.query(CASES)).rowCount).toBe(11);
        await client.query(ending);
        const { rows } = await client.query(`SELECT current_setting('linden.member_id', true) AS left`);
        expect([null, '']).toContain(rows[0].left);
        expect((await client.query(CASES)).rowCount).toBe(0);
      }
    });
  });

  test('would keep it with a setting for the session, as a planted one shows', async () => {
    await connectedAs('app', async (client) => {
      await client.query('BEGIN');
      await client.query(set(world.actors['north.supervisor']!, false));
      await client.query('COMMIT');
      expect((await client.query(CASES)).rowCount).toBe(11);
    });
  });

  test('shows nothing to Prisma outside a unit of work, on every connection, before and after use', async () => {
    const app = clientFor('app');
    const actor = world.actors['north.supervisor']!;
    await Promise.all(
      Array.from({ length: 12 }, () =>
        app.$transaction(
          async (transaction) => {
            await transaction.$queryRawUnsafe(set(actor, true));
            expect(await transaction.case_file.count()).toBe(11);
          },
          { maxWait: 15_000 },
        ),
      ),
    );
    const after = await Promise.all(Array.from({ length: 30 }, () => app.case_file.count()));
    expect(new Set(after)).toEqual(new Set([0]));
  });

  test('cannot end the transaction of an actor early: statements are sent one by one with their values apart', async () => {
    const app = clientFor('app');
    const planted = `x'; COMMIT; SELECT set_config('linden.roles','supervisor',false); --`;
    expect(await app.case_file.findMany({ where: { code: planted } })).toEqual([]);
    const [{ left } = { left: null }] = await app.$queryRaw<
      { left: string | null }[]
    >`SELECT current_setting('linden.roles', true) AS left`;
    expect(left ?? '').toBe('');
  });
});
