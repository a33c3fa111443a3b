import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Encrypter } from 'age-encryption';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { BackupError, FORMAT, writeHeader, writeTable, type BackupHeader } from './backup-format.ts';
import { TABLES_SQL, tablesOf, type BackupStream } from './backup-tables.ts';

export interface BackupOrder {
  /** who reads every row: a superuser, or a role with pg_read_all_data and BYPASSRLS that nothing else uses */
  from: DatabaseAddress | string;
  directory: string;
  /** age recipients (`age1…`), whose identities are kept off this host */
  recipients: readonly string[];
  now: Date;
  /** backups of keys older than this are deleted from the directory; days */
  keyBackupDays: number;
  onTable?: (stream: BackupStream, table: string, bytes: number) => void;
}

export interface TakenBackup {
  files: Record<BackupStream, string>;
  /** names of the older backups of keys that were deleted */
  deleted: string[];
}

/**
 * Writes the two streams of one moment, each encrypted to the recipients: what one snapshot of the database held. A file
 * has its name once it is complete. Throws BackupError, and the database's error when the login may not read everything.
 */
export async function takeBackup(order: BackupOrder): Promise<TakenBackup> {
  if (order.recipients.length === 0) throw new BackupError('A backup needs the recipient whose key can open it.');
  await mkdir(order.directory, { recursive: true, mode: 0o700 });
  const files = await withConnection(order.from, async (client) => {
    // Without row_security a login that may not see every row is refused, instead of leaving rows out.
    await client.query(`SET row_security = off; SET search_path = pg_catalog`);
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return { records: await writeStream(client, 'records', order), keys: await writeStream(client, 'keys', order) };
  });
  return { files, deleted: await deleteOldKeys(order) };
}

async function writeStream(client: pg.Client, stream: BackupStream, order: BackupOrder): Promise<string> {
  const header = await headerOf(client, stream, order.now);
  const file = path.join(order.directory, `linden-${stream}-${header.takenAt.replace(/[:.]/g, '')}.age`);
  const encrypter = new Encrypter();
  for (const recipient of order.recipients) encrypter.addRecipient(recipient);
  const plain = new PassThrough();
  const packed = plain.pipe(createGzip());
  const sealed = await encrypter.encrypt(Readable.toWeb(packed) as ReadableStream<Uint8Array>);
  const written = pipeline(
    Readable.fromWeb(sealed as never),
    createWriteStream(`${file}.part`, { mode: 0o600, flush: true }),
  );
  const told = write(client, header, plain, order).catch((error: unknown) => {
    plain.destroy(error as Error);
    throw error;
  });
  await Promise.all([told, written]);
  await rename(`${file}.part`, file);
  return file;
}

async function write(client: pg.Client, header: BackupHeader, sink: Writable, { onTable }: BackupOrder): Promise<void> {
  await writeHeader(sink, header);
  for (const { name, columns } of header.tables) {
    const rows = client.query(
      copyTo(`COPY ${quoted(name)} (${columns.map(pg.escapeIdentifier).join(', ')}) TO STDOUT`),
    );
    const bytes = await writeTable(sink, rows);
    // The connection must be back in its own hands before the next COPY takes it over, or that one's rows are lost.
    await client.query('SELECT 1');
    onTable?.(header.stream, name, bytes);
  }
  sink.end();
}

async function headerOf(client: pg.Client, stream: BackupStream, now: Date): Promise<BackupHeader> {
  const all = (await client.query<{ name: string }>(TABLES_SQL)).rows.map(({ name }) => name);
  const tables = [];
  for (const name of tablesOf(stream, all)) tables.push({ name, columns: await columnsOf(client, name) });
  return { format: FORMAT, stream, takenAt: now.toISOString(), migrations: await migrationsOf(client), tables };
}

/** The columns that are written, in their order; what the database computes itself is left out. */
export async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ attname: string }>(
    `SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ attname }) => attname);
}

export async function migrationsOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM public._prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1',
  );
  return rows.map(({ migration_name }) => migration_name);
}

export function quoted(table: string): string {
  return table.split('.').map(pg.escapeIdentifier).join('.');
}

async function deleteOldKeys({ directory, now, keyBackupDays }: BackupOrder): Promise<string[]> {
  const oldest = new Date(now.getTime() - keyBackupDays * 86_400_000).toISOString().replace(/[:.]/g, '');
  const names = (await readdir(directory)).filter((name) => /^linden-keys-[\dTZ-]+\.age$/.test(name));
  const old = names.filter((name) => name.slice('linden-keys-'.length, -'.age'.length) < oldest);
  for (const name of old) await rm(path.join(directory, name));
  return old;
}
