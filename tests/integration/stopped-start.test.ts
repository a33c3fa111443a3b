import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
let dataDir: string;
let port: number;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'linden-stopped-'));
  port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts Linden, ends it by SIGTERM once `until` resolves, and answers its exit code and what it printed. */
async function stopped(until: (printed: () => string) => Promise<void>): Promise<{ code: number | null; text: string }> {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', PORT: String(port), LINDEN_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], { cwd: root, env, stdio: 'pipe' });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await until(() => text);
  child.kill('SIGTERM');
  return { code: await ended, text };
}

/** PostgreSQL's own file, there as long as it runs. */
const postgresRuns = () => existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'));

it('leaves nothing running when it is stopped while it begins, whatever it is at', async () => {
  const seeding = await stopped(async (printed) => {
    while (!printed().includes('Making the demonstration')) await sleep(20);
    expect(postgresRuns()).toBe(true);
  });
  expect([seeding.code, postgresRuns()]).toEqual([0, false]);
  // The cluster is there now: PostgreSQL is coming up, or is just up, or is being migrated.
  for (const after of [0, 100, 300, 700]) {
    const { code } = await stopped(async () => {
      while (!existsSync(path.join(dataDir, 'running.json'))) await sleep(5);
      await sleep(after);
    });
    expect([after, code, postgresRuns(), existsSync(path.join(dataDir, 'running.json'))]).toEqual([after, 0, false, false]);
  }
}, 180_000);
