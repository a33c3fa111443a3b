import pg from 'pg';
import type { DatabaseAddress } from './migration-adapter.server.ts';
import { DATABASE_ROLES, roleName, type DatabaseRole } from './role-names.ts';

const ATTRIBUTES = 'LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION';

/** Runs `use` on one connection, closed whatever happens. */
export async function withConnection<Result>(
  address: DatabaseAddress | string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(typeof address === 'string' ? { connectionString: address } : address);
  client.on('error', () => undefined); // a lost connection fails the query that needs it
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Makes the six login roles, or puts right what differs from what they must be. Needs a superuser; safe to repeat. */
export async function ensureRoles(superuser: DatabaseAddress, passwords: Record<DatabaseRole, string>): Promise<void> {
  await withConnection(superuser, async (client) => {
    const { rows } = await client.query<{ rolname: string }>(
      `SELECT rolname FROM pg_roles WHERE rolname LIKE 'linden\\_%'`,
    );
    const existing = new Set(rows.map((row) => row.rolname));
    const statements = DATABASE_ROLES.map((role) => {
      const name = roleName(role);
      const password = client.escapeLiteral(passwords[role]);
      return `${existing.has(name) ? 'ALTER' : 'CREATE'} ROLE ${name} ${ATTRIBUTES} PASSWORD ${password};`;
    });
    await client.query(statements.join('\n'));
  });
}

/** A database owned by linden_owner, closed to everybody but the six roles. Needs a superuser; safe to repeat. */
export async function ensureDatabase(superuser: DatabaseAddress, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  await withConnection(superuser, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER linden_owner TEMPLATE template0`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${DATABASE_ROLES.map(roleName).join(', ')}`);
  });
  await withConnection({ ...superuser, database }, async (client) => {
    await client.query('ALTER SCHEMA public OWNER TO linden_owner; REVOKE ALL ON SCHEMA public FROM PUBLIC;');
  });
}

/** Removes a database and ends whoever is connected to it. For what can be made again: tests and an unfinished demonstration. */
export async function dropDatabase(superuser: DatabaseAddress, database: string): Promise<void> {
  await withConnection(superuser, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(database)} WITH (FORCE)`),
  );
}

type RoleRow = { rolname: string; privileged: boolean; rolcanlogin: boolean; memberships: number; owned: number };

/**
 * What is wrong with the login roles, one sentence each; empty when nothing is. Any login may ask.
 * No role may be superuser, bypass row-level security, create databases or roles, or be a member of another role, and no
 * role but the owner may own a table.
 */
export async function roleProblems(address: DatabaseAddress | string): Promise<string[]> {
  const { rows } = await withConnection(address, (client) =>
    client.query<RoleRow>(
      `SELECT rolname, rolcanlogin, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication AS privileged,
              (SELECT count(*)::int FROM pg_auth_members WHERE member = r.oid) AS memberships,
              (SELECT count(*)::int FROM pg_class WHERE relowner = r.oid AND relkind IN ('r', 'p', 'v', 'm', 'S')) AS owned
         FROM pg_roles r WHERE rolname = ANY ($1)`,
      [DATABASE_ROLES.map(roleName)],
    ),
  );
  const found = new Map(rows.map((row) => [row.rolname, row]));
  return DATABASE_ROLES.flatMap((role) => {
    const name = roleName(role);
    const row = found.get(name);
    if (!row) return [`The role ${name} does not exist: CREATE ROLE ${name} ${ATTRIBUTES} PASSWORD '…'`];
    const problems: string[] = [];
    if (!row.rolcanlogin) problems.push(`The role ${name} may not log in.`);
    if (row.privileged)
      problems.push(`The role ${name} has a privilege it must not have: ALTER ROLE ${name} ${ATTRIBUTES}`);
    if (row.memberships > 0) problems.push(`The role ${name} is a member of another role.`);
    if (role !== 'owner' && row.owned > 0) problems.push(`The role ${name} owns ${row.owned} tables or sequences.`);
    return problems;
  });
}
