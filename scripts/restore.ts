/**
 * Restores a backup into a migrated, empty database.
 * `npm run restore -- --into postgresql://superuser…/linden --records FILE --keys FILE --identity FILE`
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { requirePrivateWay } from '#app/platform/env/env.server.ts';
import { restoreBackup } from '#app/platform/backup/restore-backup.server.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { into: text, records: text, keys: text, identity: text } });
const { into, records, keys, identity } = values;

try {
  if (!into || !records || !keys || !identity) {
    throw new Error('For example: npm run restore -- --into postgresql://… --records FILE --keys FILE --identity FILE');
  }
  requirePrivateWay('--into', into);
  const identities = readFileSync(identity, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  const { takenAt, erasedCases } = await restoreBackup({
    into,
    files: { records, keys },
    identities,
    onTable: (stream, table) => void process.stdout.write(`${stream.padEnd(8)} ${table}\n`),
  });
  process.stdout.write(
    `\nRestored: records of ${takenAt.records}, keys of ${takenAt.keys}; ${erasedCases} erased cases stay erased.\n`,
  );
  if (takenAt.keys < takenAt.records) {
    process.stdout.write(
      'The keys are older than the records: cases that were opened in between do not open. Use newer keys if there are any.\n',
    );
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
