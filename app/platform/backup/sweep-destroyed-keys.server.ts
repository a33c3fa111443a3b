import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { TABLES_SQL, tablesOf } from './backup-tables.ts';
import { quoted } from './take-backup.server.ts';

/** What is left of destroyed keys when a sweep is over. */
export interface Swept {
  /** tables that were written anew, without what was deleted from them */
  tables: number;
  /** tables that may still hold it: in use, seen by an older snapshot, or not the login's to rewrite; `schema.table` */
  left: string[];
  /** whether the write-ahead log begins after the sweep, unless its administrator keeps older segments */
  log: boolean;
}

const DENIED = '42501';
const BUSY = '55P03';

/**
 * A deleted row lies in its table's file until that is written anew, and in the write-ahead log until its segment is gone.
 * This writes every table that keys are deleted from anew, and begins another segment, so that a copy of the files made
 * afterwards holds no key of what was erased. Needs a superuser, or a login with pg_maintain, pg_checkpoint, pg_read_all_stats
 * and pg_switch_wal(). A table in use for longer than five seconds is left for the next time; all are while a transaction, a
 * prepared one or a replication slot from before still sees what was deleted, because PostgreSQL then keeps it.
 */
export async function sweepDestroyedKeys(from: DatabaseAddress | string): Promise<Swept> {
  return withConnection(from, async (client) => {
    await client.query(`SET lock_timeout = '5s'; SET search_path = pg_catalog`);
    const all = (await client.query<{ name: string }>(TABLES_SQL)).rows.map(({ name }) => name);
    const tables = tablesOf('keys', all);
    const fileOf = async (table: string) =>
      (await client.query('SELECT pg_relation_filenode($1::regclass) AS file', [table])).rows[0].file as number;
    const left = (await isSeenByOlder(client)) ? [...tables] : [];
    for (const table of tables) {
      const before = await fileOf(table);
      await unless(BUSY, () => client.query(`VACUUM (FULL) ${quoted(table)}`));
      // PostgreSQL only warns a login that may not.
      if ((await fileOf(table)) === before && !left.includes(table)) left.push(table);
    }
    const log = await unless(DENIED, () =>
      client.query('SELECT pg_switch_wal()').then(() => client.query('CHECKPOINT')),
    );
    return { tables: tables.length - left.length, left, log };
  });
}

const ROUNDS = 50;
const PAUSE_MS = 200;

/** Waits up to ten seconds for transactions that began before this; true when one, or who may tell, is still missing. */
async function isSeenByOlder(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ begun: string; told: boolean }>(
    `SELECT clock_timestamp()::text AS begun, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS told`,
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    const { rows: older } = await client.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND backend_xmin IS NOT NULL AND xact_start < $1::timestamptz)
            + (SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database())
            + (SELECT count(*) FROM pg_replication_slots WHERE xmin IS NOT NULL)
            + (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'walsender' AND backend_xmin IS NOT NULL) AS n`,
      [rows[0]!.begun],
    );
    if (Number(older[0]!.n) === 0) return !rows[0]!.told;
    await sleep(PAUSE_MS);
  }
  return true;
}

/** False when the database answers with this code. */
async function unless(code: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === code) return false;
    throw error;
  }
}
