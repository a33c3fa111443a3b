import { beforeAll, describe, expect, it } from 'vitest';
import { TABLES_SQL } from '#app/platform/backup/backup-tables.ts';
import { sweepDestroyedKeys } from '#app/platform/backup/sweep-destroyed-keys.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { searchFilesFor } from '../support/canary.ts';
import { connectedAs, testDatabase } from '../support/database.ts';
import { erase } from '../support/erase.ts';
import { aReadyCase, freeze } from '../support/packets.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

/** Bytes from the middle of every stored key of a case and of its packet, which stand nowhere by chance. */
async function keysOf(caseId: string, packetId: string): Promise<Buffer[]> {
  const { rows } = await connectedAs('superuser', (client) =>
    client.query<{ stored: Buffer }>(
      `SELECT wrapped_key_ct AS stored FROM keys.content_key WHERE subject_id = ANY ($1)
       UNION ALL SELECT sealed_key_ct FROM keys.sealed_key WHERE subject_id = ANY ($1)`,
      [[caseId, packetId]],
    ),
  );
  return rows.map(({ stored }) => stored.subarray(8, 40));
}

/** How much of the write-ahead log outlives a checkpoint: other tests write into the same one, and would have it removed before it is looked at. */
async function keepLog(size: string): Promise<void> {
  await connectedAs('superuser', async (client) => {
    await client.query(`ALTER SYSTEM SET wal_keep_size = '${size}'`);
    await client.query('SELECT pg_reload_conf()');
    while ((await client.query<{ wal_keep_size: string }>('SHOW wal_keep_size')).rows[0]?.wal_keep_size !== size)
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

/** How many of the keys stand in the files of the tables, in those of the write-ahead log, and in a dump. */
async function whereIs(keys: readonly Buffer[]) {
  return connectedAs('superuser', async (client) => {
    await client.query('CHECKPOINT');
    const { rows } = await client.query<{ directory: string; oid: number }>(
      `SELECT current_setting('data_directory') AS directory, oid FROM pg_database WHERE datname = current_database()`,
    );
    const { directory, oid } = rows[0]!;
    let dump = '';
    for (const { name } of (await client.query<{ name: string }>(TABLES_SQL)).rows)
      for (const { row } of (await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)).rows)
        dump += row;
    return {
      files: searchFilesFor(`${directory}/base/${oid}`, keys),
      log: searchFilesFor(`${directory}/pg_wal`, keys),
      dump: keys.filter((key) => dump.includes(key.toString('hex'))).length,
    };
  });
}

describe('the keys of an erased case', { timeout: 120_000 }, () => {
  it('stand in no dump, and after the sweep in no file of the database; before it, and of another case, they do', async () => {
    await keepLog('1GB');
    const erased = await aReadyCase(world);
    const gone = await keysOf(erased.caseId, await freeze(world, erased.caseId));
    const kept = await aReadyCase(world);
    const live = await keysOf(kept.caseId, await freeze(world, kept.caseId));
    expect(gone.length).toBeGreaterThan(4);
    expect(await whereIs(gone)).toMatchObject({ dump: gone.length });

    await erase(world, erased.caseId);
    const before = await whereIs(gone);
    expect(before.dump).toBe(0);
    expect([before.files, before.log]).toEqual([gone.length, gone.length]);

    await keepLog('0');
    const swept = await sweepDestroyedKeys(testDatabase().superuser);
    expect(swept).toMatchObject({ left: [], log: true });
    expect(await whereIs(gone)).toEqual({ files: 0, log: 0, dump: 0 });
    expect(await whereIs(live)).toMatchObject({ files: live.length, dump: live.length });
  });

  it('are said to be left when the login may not sweep, or a table is in use', async () => {
    expect(await sweepDestroyedKeys(testDatabase().urls.app)).toMatchObject({ tables: 0, log: false });
    await connectedAs('superuser', async (client) => {
      await client.query('BEGIN; LOCK TABLE keys.content_key IN SHARE MODE');
      expect((await sweepDestroyedKeys(testDatabase().superuser)).left).toEqual(['keys.content_key']);
      await client.query('ROLLBACK');
    });
  });

  it('are said to be left while an older snapshot sees them, and then they are there', async () => {
    const { caseId } = await aReadyCase(world);
    const keys = await keysOf(caseId, await freeze(world, caseId));
    await connectedAs('app', async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM pg_class');
      await erase(world, caseId);
      expect((await sweepDestroyedKeys(testDatabase().superuser)).left).toContain('keys.content_key');
      expect((await whereIs(keys)).files).toBeGreaterThan(0);
      await client.query('ROLLBACK');
    });
    expect((await sweepDestroyedKeys(testDatabase().superuser)).left).toEqual([]);
    expect((await whereIs(keys)).files).toBe(0);
  });

  it('are swept by the login that docs/operations.md describes', async () => {
    const { superuser, name } = testDatabase();
    await connectedAs('superuser', (client) =>
      client.query(`CREATE ROLE ${name}_backup LOGIN NOSUPERUSER BYPASSRLS PASSWORD 'fictional';
        GRANT pg_read_all_data, pg_maintain, pg_checkpoint, pg_read_all_stats TO ${name}_backup;
        GRANT EXECUTE ON FUNCTION pg_switch_wal() TO ${name}_backup;
        GRANT CONNECT ON DATABASE ${name} TO ${name}_backup`),
    );
    const login = { ...superuser, user: `${name}_backup`, password: 'fictional' };
    try {
      expect(await sweepDestroyedKeys(login)).toMatchObject({ left: [], log: true });
      await expect(withConnection(login, (client) => client.query('DELETE FROM keys.content_key'))).rejects.toThrow(
        'permission denied',
      );
    } finally {
      await connectedAs('superuser', (client) =>
        client.query(`DROP OWNED BY ${name}_backup; DROP ROLE ${name}_backup`),
      );
    }
  });
});
