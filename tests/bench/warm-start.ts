import { spawn } from 'node:child_process';
import path from 'node:path';
import { measure, type Result } from './measure.ts';

const PORT = 4991;

/** (f) From `npm start` to ready, on a data directory that was started before. Its first start is not counted. */
export async function benchWarmStart(root: string, dataDir: string): Promise<Result[]> {
  const run = () => startAndStop(root, dataDir);
  const result = await measure({ name: 'start.warm', about: 'a later start, from the command to ready; goal 4 s', rounds: 3, ours: run });
  return [{ ...result, goal: 4_000, met: result.p50 <= 4_000 }];
}

/** Resolves when the start says that it is ready; then stops it and waits until it is gone, which is not timed. */
let stopping: Promise<void> = Promise.resolve();

async function startAndStop(root: string, dataDir: string): Promise<void> {
  await stopping;
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: String(PORT), LINDEN_DATA_DIR: dataDir, LINDEN_ORIGIN: `http://localhost:${PORT}`, LINDEN_KEY_MODULE: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => void (String(chunk).includes('ready at') && resolve()));
    void gone.then(() => reject(new Error('The start ended before it was ready.')));
  });
  child.kill('SIGTERM');
  stopping = gone;
}
