import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { NOTICED_WITHIN_MS } from '#app/platform/keys/rotating-key-module.server.ts';
import { bundle } from '../../../scripts/start/build-cache.mjs';
import { temporaryKeyModule } from '../../support/key-module.ts';

const KILLS = 25;
const root = path.resolve(import.meta.dirname, '../../..');
/** Bundled, because it is started anew for every kill. */
const script = path.join(root, '.cache', `rotate-without-end-${process.pid}.mjs`);
beforeAll(() => bundle(root, 'tests/support/rotate-without-end.ts', script));
afterAll(() => rm(script));
const data = Buffer.from('data');

test(`a rotation that is killed leaves the old or the new state, never neither (${KILLS} kills)`, async () => {
  const { module, keeper, location, remove } = await temporaryKeyModule();
  let known = { pepper: 1, directory: 1 };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const done = await rotateAndKill(location, Math.random() * 400);
    const after = await openKeyModule({ location });
    for (const purpose of ['pepper', 'directory'] as const) {
      const { current, all } = await after.versions(purpose);
      // What was said to be done is done; the one in the middle is whole or not there.
      expect(current).toBeGreaterThanOrEqual(Math.max(known[purpose], done[purpose]));
      expect(current).toBeLessThanOrEqual(Math.max(known[purpose], done[purpose]) + 1);
      expect(all).toContain(current);
      known = { ...known, [purpose]: current };
    }
    // However many rotations it missed, a check finds them all.
    await module.check();
    const mac = await after.hmac('pepper', data);
    const signed = await after.sign('directory', data);
    expect(await after.verify('directory', signed.version, data, signed.signature)).toBe(true);
    // A server that was running all the while is with it.
    expect(await module.hmac('pepper', data, mac.version)).toEqual(mac);
    await module.check();
  }
  // The next command clears up and goes on.
  expect(await keeper.add('pepper')).toBe(known.pepper + 1);
  expect(await keeper.add('directory')).toBe(known.directory + 1);
  await new Promise((resolve) => setTimeout(resolve, NOTICED_WITHIN_MS));
  expect((await module.hmac('pepper', data)).version).toBe(known.pepper + 1);
  await remove();
}, 240_000);

/** Kills it (-9) so long after it has begun. Answers the last versions that it said were made. */
async function rotateAndKill(location: string, afterMs: number): Promise<{ pepper: number; directory: number }> {
  const child = spawn(process.execPath, [script, location], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until(() => output.includes('begun'), child);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  const last = (purpose: string) =>
    Number([...output.matchAll(new RegExp(`^${purpose} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? 0);
  return { pepper: last('pepper'), directory: last('directory') };
}

async function until(holds: () => boolean, child: ChildProcess): Promise<void> {
  while (!holds()) {
    if (child.exitCode !== null) throw new Error('It ended before it was killed.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
