import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseAddress } from './migration-adapter.server.ts';
import { withConnection } from './roles.server.ts';

/** `current`: applied and unchanged. `pending`: not applied yet. `changed`: edited after it was applied. `failed`: begun, not finished. */
export type MigrationState = { name: string; state: 'current' | 'pending' | 'changed' | 'failed' };

type HistoryRow = { migration_name: string; checksum: string; finished: boolean };

/**
 * postgresql://user:password@host:port/database → its parts; 5432 without a port. With `sslmode`, certificate and name of the
 * server are verified, against the authority in `sslrootcert` if there is one, as the driver does for a whole address.
 */
export function addressOf(url: string): DatabaseAddress {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const decoded = [username, password, pathname.slice(1)].map(decodeURIComponent) as [string, string, string];
  const address = {
    host: hostname,
    port: Number(port || 5432),
    user: decoded[0],
    password: decoded[1],
    database: decoded[2],
  };
  const mode = searchParams.get('sslmode');
  if (mode === null || mode === 'disable') return address;
  const authority = searchParams.get('sslrootcert');
  return { ...address, ssl: authority ? { ca: readFileSync(authority, 'utf8') } : {} };
}

/**
 * Compares the files with `_prisma_migrations` in one query (10 ms). The engine's own diagnosis says the same and takes a
 * second, so that it is loaded only when there is something to apply.
 */
export async function migrationStates(address: DatabaseAddress, folder: string): Promise<MigrationState[]> {
  const applied = await withConnection(address, async (client) => {
    const { rows } = await client.query<{ known: boolean }>(
      `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS known`,
    );
    if (!rows[0]?.known) return new Map<string, HistoryRow>();
    const history = await client.query<HistoryRow>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
         FROM public._prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return new Map(history.rows.map((row) => [row.migration_name, row]));
  });
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = entries.map((entry) => entry.name).sort();
  return names.map((name) => {
    const row = applied.get(name);
    if (!row) return { name, state: 'pending' };
    if (!row.finished) return { name, state: 'failed' };
    const checksum = createHash('sha256')
      .update(readFileSync(path.join(folder, name, 'migration.sql')))
      .digest('hex');
    return { name, state: checksum === row.checksum ? 'current' : 'changed' };
  });
}

/**
 * Applies what is pending, as the owner; returns the names applied now.
 * @throws Error when an applied migration was edited or one failed half-way: a person has to decide then
 */
export async function migrate(address: DatabaseAddress, folder: string): Promise<string[]> {
  const states = await migrationStates(address, folder);
  const broken = states.filter(({ state }) => state === 'changed' || state === 'failed');
  if (broken.length > 0) {
    const lines = broken.map(
      ({ name, state }) => `  ${name}: ${state === 'changed' ? 'edited after it was applied' : 'failed half-way'}`,
    );
    throw new Error(['The database and the migrations do not agree:', ...lines].join('\n'));
  }
  if (states.every(({ state }) => state === 'current')) return [];
  const { applyMigrations } = await import('./migration-engine.server.ts');
  return applyMigrations(address, folder);
}
