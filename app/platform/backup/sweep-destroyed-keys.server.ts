import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { TABLES_SQL, tablesOf } from './backup-tables.ts';
import { quoted } from './take-backup.server.ts';

/** What is left of destroyed keys when a sweep is over. */
export interface Swept {
  /** tables that were written anew, without what was deleted from them */
  tables: number;
  /** tables that still hold it, because they were in use or the login may not rewrite them; `schema.table` */
  left: string[];
  /** whether the write-ahead log begins after the sweep, unless its administrator keeps older segments */
  log: boolean;
}

const DENIED = '42501';
const BUSY = '55P03';

/**
 * A deleted row lies in its table's file until that is written anew, and in the write-ahead log until its segment is gone.
 * This writes every table that keys are deleted from anew, and begins another segment, so that a copy of the files made
 * afterwards holds no key of what was erased. Needs a superuser, or a login with pg_maintain, pg_checkpoint and
 * pg_switch_wal(). A table in use for longer than five seconds is left for the next time.
 */
export async function sweepDestroyedKeys(from: DatabaseAddress | string): Promise<Swept> {
  return withConnection(from, async (client) => {
    await client.query(`SET lock_timeout = '5s'; SET search_path = pg_catalog`);
    const all = (await client.query<{ name: string }>(TABLES_SQL)).rows.map(({ name }) => name);
    const tables = tablesOf('keys', all);
    const fileOf = async (table: string) =>
      (await client.query('SELECT pg_relation_filenode($1::regclass) AS file', [table])).rows[0].file as number;
    const left: string[] = [];
    for (const table of tables) {
      const before = await fileOf(table);
      await unless(BUSY, () => client.query(`VACUUM (FULL) ${quoted(table)}`));
      // PostgreSQL only warns a login that may not.
      if ((await fileOf(table)) === before) left.push(table);
    }
    const log = await unless(DENIED, () =>
      client.query('SELECT pg_switch_wal()').then(() => client.query('CHECKPOINT')),
    );
    return { tables: tables.length - left.length, left, log };
  });
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
