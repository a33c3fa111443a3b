import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { DATABASE_ROLES, roleName, type DatabaseRole, type DatabaseUrls } from '#app/platform/db/role-names.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { embeddedUrls } from '#app/platform/db/secrets.server.ts';
import { TEMPLATE_DATABASE } from './postgres.ts';

export type TestDatabase = {
  name: string;
  urls: DatabaseUrls;
  /** may do everything, for what no role of Linden's may do */
  superuser: DatabaseAddress;
  drop(): Promise<void>;
};

/** A database of its own, with every migration applied and no rows; `template` may name one that a test prepared. */
export async function createTestDatabase(template = TEMPLATE_DATABASE): Promise<TestDatabase> {
  const { secrets } = inject('postgres');
  const name = `linden_${randomBytes(6).toString('hex')}`;
  const { port, superuserPassword: password } = secrets;
  const admin: DatabaseAddress = { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' };
  await withConnection(admin, async (client) => {
    await client.query(
      `CREATE DATABASE ${name} OWNER linden_owner TEMPLATE ${pg.escapeIdentifier(template)} STRATEGY FILE_COPY`,
    );
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${DATABASE_ROLES.map(roleName).join(', ')}`);
  });
  return {
    name,
    urls: embeddedUrls(secrets, name),
    superuser: { ...admin, database: name },
    drop: () =>
      withConnection(admin, async (client) => void (await client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

/** The database of this test file, which the environment names too: `clientFor('app')` and the waist use it. */
export function testDatabase(): TestDatabase {
  const own = (globalThis as { lindenTestDatabase?: TestDatabase }).lindenTestDatabase;
  if (!own) throw new Error('Only the projects integration, rls and routes have a database (vitest.config.ts).');
  return own;
}

/** A plain connection as a database role (or as the superuser), for SQL that the application would never send. */
export function connectedAs<Result>(
  role: DatabaseRole | 'superuser',
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const database = testDatabase();
  return withConnection(role === 'superuser' ? database.superuser : database.urls[role], use);
}
