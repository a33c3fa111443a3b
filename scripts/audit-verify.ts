/**
 * Checks the whole audit log, and holds it against checkpoints that left the host.
 * `npm run audit:verify -- --checkpoint FILE … --printed SIZE:ROOT … --key FILE`; exit code 1 when something is wrong, 2 when
 * it could not be checked.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { withDatabaseLog } from '#app/features/audit/verify/database-log.server.ts';
import { outsideNote, printedCheckpoint } from '#app/features/audit/verify/outside-checkpoint.server.ts';
import { FINDING_KINDS, type FindingKind } from '#app/features/audit/verify/findings.ts';
import { verifyLog, type Report } from '#app/features/audit/verify/verify-log.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { databaseUrls, env } from '#app/platform/env/env.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { logKeys } from '#app/platform/transparency/log-key.server.ts';
import { parseKey } from '#app/platform/transparency/signed-note.server.ts';

const MEANING: Record<FindingKind, string> = {
  edited: 'changed after it was written',
  missing: 'was in the log and is gone',
  inserted: 'stands among sealed events and was never sealed',
  reordered: 'out of order',
  truncated: 'the log ends too early',
  forked: 'not the log that was signed',
  unsigned: 'not signed by this log',
  damaged: 'a part of the tree is wrong',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    checkpoint: { type: 'string', multiple: true, default: [] },
    printed: { type: 'string', multiple: true, default: [] },
    key: { type: 'string', multiple: true, default: [] },
  },
});

try {
  const files = [...values.checkpoint, ...positionals];
  const notes = await Promise.all(
    files.map(async (file) => outsideNote(path.basename(file), await readFile(file, 'utf8'))),
  );
  const outside = [...notes, ...values.printed.map(printedCheckpoint)];
  const origin = env().logName;
  const keys = await logKeys(await keyModule(), origin);
  const broughtKeys = (await Promise.all(values.key.map((file) => readFile(file, 'utf8'))))
    .flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''))
    .map(parseKey);
  const started = performance.now();
  const report = await withConnection(databaseUrls().owner, (client) =>
    withDatabaseLog(client, (log) => verifyLog(log, { origin, keys, broughtKeys, outside })),
  );
  process.stdout.write(textOf(report, outside.length, (performance.now() - started) / 1000));
  process.exitCode = report.findings.total > 0 ? 1 : 0;
} catch (error) {
  process.stderr.write(`The log could not be checked. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function textOf({ size, uncovered, checkpoints, findings }: Report, outside: number, seconds: number): string {
  const lines = [
    `${size} events in the tree, ${uncovered} not yet covered by a checkpoint (${seconds.toFixed(1)} s).`,
    `Held against ${checkpoints} stored checkpoints and ${outside} that left the host.`,
  ];
  if (outside === 0)
    lines.push('Without one that left the host, whoever has the database and the keys could have rewritten all of it.');
  if (findings.total === 0) lines.push('✓ Nothing was changed, removed, inserted or reordered.');
  for (const kind of FINDING_KINDS) {
    const count = findings.countOf(kind);
    if (count === 0) continue;
    const shown = findings.kept.filter((each) => each.kind === kind);
    lines.push(`✗ ${kind}: ${count} (${MEANING[kind]})`, ...shown.map(({ where }) => `    ${where}`));
    if (count > shown.length) lines.push(`    and ${count - shown.length} more`);
  }
  return `${lines.join('\n')}\n`;
}
