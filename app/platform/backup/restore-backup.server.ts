import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Decrypter } from 'age-encryption';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { BackupError, BackupReader, type BackupHeader } from './backup-format.ts';
import type { BackupStream } from './backup-tables.ts';
import { columnsOf, migrationsOf, quoted } from './take-backup.server.ts';

export interface RestoreOrder {
  /** a superuser of the migrated, empty database that is filled */
  into: DatabaseAddress | string;
  files: Record<BackupStream, string>;
  /** age identities (`AGE-SECRET-KEY-…`) */
  identities: readonly string[];
  onTable?: (stream: BackupStream, table: string) => void;
}

/** When each stream was taken, and how many cases are erased in what was restored. */
export interface Restored {
  takenAt: Record<BackupStream, string>;
  erasedCases: number;
}

/**
 * Fills a migrated database without members from the two streams, in one transaction: all of it or nothing. What either
 * stream knows to be erased is erased afterwards. Throws BackupError.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  return withConnection(order.into, async (client) => {
    await client.query('BEGIN');
    await requireEmpty(client);
    // Rows come by table and not by dependency; the checks of foreign keys held when they were written.
    await client.query(`SET LOCAL session_replication_role = replica; SET LOCAL row_security = off`);
    await client.query('CREATE TEMPORARY TABLE known_erasure (LIKE casework.erasure) ON COMMIT DROP');
    const records = await fill(client, 'records', order);
    const keys = await fill(client, 'keys', order);
    const erasedCases = await eraseAgain(client);
    await continueSequences(client);
    await client.query('COMMIT');
    return { takenAt: { records, keys }, erasedCases };
  });
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ members: number }>('SELECT count(*)::int AS members FROM directory.member');
  if (rows[0]?.members !== 0)
    throw new BackupError('This database is in use: a backup is restored into an empty one only.');
}

async function fill(client: pg.Client, stream: BackupStream, order: RestoreOrder): Promise<string> {
  const reader = new BackupReader(await opened(order.files[stream], order.identities));
  const header = await reader.header();
  await requireSameShape(client, header, stream);
  for (const { name, columns } of header.tables) {
    const shared = name === 'casework.erasure';
    const table = shared ? 'known_erasure' : quoted(name);
    // Some tables come with rows of their own, such as the configured rules.
    if (!shared) await client.query(`DELETE FROM ${table}`);
    const sink = client.query(copyFrom(`COPY ${table} (${columns.map(pg.escapeIdentifier).join(', ')}) FROM STDIN`));
    await pipeline(Readable.from(reader.table()), sink);
    order.onTable?.(stream, name);
  }
  return header.takenAt;
}

async function opened(file: string, identities: readonly string[]): Promise<Readable> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    const plain = await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
    const unpacked = createGunzip();
    // What goes wrong on the way ends the reader too.
    pipeline(Readable.fromWeb(plain as never), unpacked).catch((error: unknown) => unpacked.destroy(error as Error));
    return unpacked;
  } catch {
    throw new BackupError(`${file} does not open with this identity.`);
  }
}

async function requireSameShape(client: pg.Client, header: BackupHeader, stream: BackupStream): Promise<void> {
  if (header.stream !== stream) throw new BackupError(`This is a backup of ${header.stream} and not of ${stream}.`);
  const here = await migrationsOf(client);
  if (here.join() !== header.migrations.join()) {
    throw new BackupError('The backup is of another version: restore with the version that wrote it, then upgrade.');
  }
  for (const { name, columns } of header.tables) {
    const known = await columnsOf(client, name);
    if (known.join() !== columns.join())
      throw new BackupError(`The table ${name} has other columns than in the backup.`);
  }
}

/** Erasures of both streams, once each; then whatever an older stream still had of those cases is destroyed again. */
async function eraseAgain(client: pg.Client): Promise<number> {
  await client.query(`
    INSERT INTO casework.erasure
    SELECT DISTINCT ON (e.id) e.* FROM known_erasure e JOIN casework.case_file c ON c.id = e.case_id
     ORDER BY e.id, e.state = 'requested'`);
  const { rowCount } = await client.query(`
    UPDATE casework.case_file c SET erased_on = e.decided_at::date, closed_on = coalesce(c.closed_on, e.decided_at::date)
      FROM casework.erasure e WHERE e.case_id = c.id AND e.state = 'erased'`);
  await client.query(`
    CREATE TEMPORARY TABLE gone ON COMMIT DROP AS
      SELECT c.id FROM casework.case_file c WHERE c.erased_on IS NOT NULL
      UNION SELECT p.id FROM casework.packet p JOIN casework.case_file c ON c.id = p.case_id WHERE c.erased_on IS NOT NULL`);
  await client.query('DELETE FROM keys.content_key WHERE subject_id IN (SELECT id FROM gone)');
  await client.query(`
    DELETE FROM keys.sealed_key WHERE subject_id IN (SELECT id FROM gone) OR subject_kind = 'letter'
       AND subject_id IN (SELECT l.id FROM casework.letter l JOIN gone ON gone.id = l.packet_id)
       AND recipient_organisation_id IN (SELECT organisation_id FROM casework.erasure WHERE state = 'erased')`);
  await client.query('DELETE FROM casework.draft WHERE case_id IN (SELECT id FROM gone)');
  await client.query(
    'UPDATE casework.packet SET withdrawn_at = coalesce(withdrawn_at, now()) WHERE id IN (SELECT id FROM gone)',
  );
  await client.query(
    'UPDATE casework.assignment SET ended_at = coalesce(ended_at, now()) WHERE case_id IN (SELECT id FROM gone)',
  );
  return rowCount ?? 0;
}

async function continueSequences(client: pg.Client): Promise<void> {
  await client.query(`
    DO $$ DECLARE s record; BEGIN
      FOR s IN SELECT n.nspname, t.relname, a.attname, pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname) AS sequence
                 FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
                WHERE t.relkind = 'r' AND n.nspname IN ('directory', 'keys', 'casework', 'audit', 'statistics')
                  AND NOT a.attisdropped AND pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname) IS NOT NULL LOOP
        EXECUTE format('SELECT setval(%L, greatest((SELECT coalesce(max(%I), 0) FROM %I.%I), 0) + 1, false)', s.sequence, s.attname, s.nspname, s.relname);
      END LOOP; END $$`);
}
