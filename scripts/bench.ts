/** Ratios measured in one run. `npm run bench`, `npm run bench -- field names keys pages rotation start audit`, `-- --json`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Result } from '../tests/bench/measure.ts';

const root = path.resolve(import.meta.dirname, '..');
const PARTS = ['field', 'names', 'keys', 'pages', 'rotation', 'start', 'audit'] as const;
const ORIGIN = 'http://localhost:4990';

const chosen = PARTS.filter((part) => process.argv.includes(part));
const results: Result[] = [];
for (const part of chosen.length > 0 ? chosen : PARTS) {
  process.stderr.write(`${part} …\n`);
  results.push(...(await run(part)));
}
process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(results, null, 2)}\n` : table());

async function run(part: (typeof PARTS)[number]): Promise<Result[]> {
  if (part === 'field') return (await import('../tests/bench/field.ts')).benchField();
  if (part === 'names') return (await import('../tests/bench/names.ts')).benchNames();
  if (part === 'keys') return (await import('../tests/bench/keys.ts')).benchKeys(root);
  return inDataDirectory((dataDir) => (part === 'start' ? start(dataDir) : withDatabase(part, dataDir)));
}

async function withDatabase(part: 'pages' | 'rotation' | 'audit', dataDir: string): Promise<Result[]> {
  // The frameworks run as they are served.
  Object.assign(process.env, { NODE_ENV: 'production', LINDEN_DATA_DIR: dataDir, LINDEN_ORIGIN: ORIGIN, PORT: '4990' });
  const { ensureBuilt, ensureGenerated } = await import('./start/build.ts');
  const { prepareEmbedded } = await import('./start/database.ts');
  const { env } = await import('#app/platform/env/env.server.ts');
  const { closeClients } = await import('#app/platform/db/clients.server.ts');
  await ensureGenerated(root);
  if (part === 'pages') await ensureBuilt(root, (line) => process.stderr.write(`${line}\n`));
  const postgres = await prepareEmbedded(env(), root);
  try {
    const superuser = { ...postgres.superuser, database: 'linden' };
    // One million events, or as many as LINDEN_BENCH_EVENTS says.
    if (part === 'audit')
      return await (
        await import('../tests/bench/audit.ts')
      ).benchAudit(Number(process.env.LINDEN_BENCH_EVENTS ?? 1_000_000), postgres.superuser);
    if (part === 'rotation') return await (await import('../tests/bench/rotation.ts')).benchRotation(superuser);
    return await (await import('../tests/bench/pages.ts')).benchPages(root, ORIGIN, superuser);
  } finally {
    await closeClients();
    await postgres.stop();
  }
}

async function start(dataDir: string): Promise<Result[]> {
  return (await import('../tests/bench/warm-start.ts')).benchWarmStart(root, dataDir);
}

async function inDataDirectory(use: (dataDir: string) => Promise<Result[]>): Promise<Result[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'linden-bench-'));
  try {
    return await use(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function table(): string {
  const rows = results.map(({ name, p50, other, ratio, goal, met, about }) => {
    const compared = other ? `${ratio} × ${other.name} (${other.p50} ms)` : '';
    const verdict = goal === undefined ? '' : `goal ${goal}: ${met ? 'met' : 'not met'}`;
    return `${name.padEnd(24)} p50 ${String(p50).padStart(8)} ms   ${compared} ${verdict}\n    ${about}\n`;
  });
  return rows.join('');
}

process.exit(0);
