/** Takes a backup in two encrypted streams, then sweeps what is left of destroyed keys out of the database's files. `npm run backup -- --to DIR --recipient age1… [--recipient age1…]` */
import { parseArgs } from 'node:util';
import { sweepDestroyedKeys } from '#app/platform/backup/sweep-destroyed-keys.server.ts';
import { takeBackup } from '#app/platform/backup/take-backup.server.ts';
import { EMBEDDED_DATABASE, readSecrets } from '#app/platform/db/secrets.server.ts';
import { env, requirePrivateWay } from '#app/platform/env/env.server.ts';

const { values } = parseArgs({ options: { to: { type: 'string' }, recipient: { type: 'string', multiple: true } } });

function source() {
  const { mode, dataDir } = env();
  if (mode === 'installation') {
    const url = process.env.LINDEN_BACKUP_URL;
    if (!url) throw new Error('LINDEN_BACKUP_URL names the login that reads every row (docs/operations.md, Backups).');
    requirePrivateWay('LINDEN_BACKUP_URL', url);
    return url;
  }
  const secrets = readSecrets(dataDir);
  if (!secrets) throw new Error(`There is no database in ${dataDir} yet.`);
  return {
    host: '127.0.0.1',
    port: secrets.port,
    user: 'postgres',
    password: secrets.superuserPassword,
    database: EMBEDDED_DATABASE,
  };
}

try {
  if (!values.to || !values.recipient)
    throw new Error('For example: npm run backup -- --to /srv/backups --recipient age1…');
  let bytes = 0;
  const { files, deleted } = await takeBackup({
    from: source(),
    directory: values.to,
    recipients: values.recipient,
    now: new Date(),
    keyBackupDays: env().keyBackupDays,
    onTable: (stream, table, size) => {
      bytes += size;
      process.stdout.write(`${stream.padEnd(8)} ${table.padEnd(36)} ${Math.ceil(size / 1000)} kB\n`);
    },
  });
  process.stdout.write(
    `\n${Math.ceil(bytes / 1000)} kB in two streams of one moment:\n  ${files.records} (may be kept for long)\n`,
  );
  process.stdout.write(`  ${files.keys} (delete it after ${env().keyBackupDays} days, wherever it was copied)\n`);
  for (const name of deleted) process.stdout.write(`Deleted, because it was older: ${name}\n`);
  const { tables, left, log } = await sweepDestroyedKeys(source());
  process.stdout.write(`Swept of destroyed keys: ${tables} tables${log ? ' and the write-ahead log' : ''}.\n`);
  if (left.length > 0 || !log)
    process.stdout.write(
      `NOT swept: ${[...left, ...(log ? [] : ['the write-ahead log'])].join(', ')} (docs/operations.md, Backups).\n`,
    );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
