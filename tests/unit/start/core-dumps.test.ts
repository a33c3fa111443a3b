import { spawn } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withoutCoreDumps } from '../../../scripts/start/without-core-dumps.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'linden-core-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** Runs a script in the directory, in a shell that allows dumps of any size, as some hosts do. */
async function run(script: string, command = withoutCoreDumps): Promise<{ output: string; pid: number | undefined }> {
  const [program, args] = command(process.execPath, ['-e', script]);
  const child = spawn('/bin/sh', ['-c', 'ulimit -c unlimited; exec "$0" "$@"', program, ...args], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return { output, pid: child.pid };
}
const directly = (program: string, args: readonly string[]): [string, string[]] => [program, [...args]];

const LIMIT = `process.stdout.write(process.pid + ' ' + require('fs').readFileSync('/proc/self/limits', 'utf8').match(/Max core file size +(.*?) +bytes/)[1])`;
/** In memory as what it is, and in the script turned around: a dump that has it did not get it from the command line. */
const SECRET = 'a-value-that-only-memory-holds';
const CRASH = `globalThis.kept = Buffer.from('${[...SECRET].reverse().join('')}'.split('').reverse().join('').repeat(50)); process.abort()`;

/** On a host whose kernel hands dumps to a program, nothing appears in the directory and the limit alone is tested. */
const dumpsToFiles =
  process.platform === 'linux' && /^[^|/]/.test(readFileSync('/proc/sys/kernel/core_pattern', 'utf8'));

describe.runIf(process.platform === 'linux')('a server process', () => {
  test('has the limit 0 for core dumps, soft and hard, and the number that was started; one started directly has not', async () => {
    const { output, pid } = await run(LIMIT);
    expect(output.split(/\s+/)).toEqual([String(pid), '0', '0']);
    expect((await run(LIMIT, directly)).output.split(/\s+/)).toEqual([expect.any(String), 'unlimited', 'unlimited']);
  });

  test.runIf(dumpsToFiles)(
    'that crashes writes no memory to disk; one started directly does (planted)',
    async () => {
      await run(CRASH);
      expect(await readdir(directory)).toEqual([]);
      await run(CRASH, directly);
      const [dump = ''] = await readdir(directory);
      expect(dump).toMatch(/^core/);
      expect((await stat(path.join(directory, dump))).size).toBeGreaterThan(1_000_000);
      expect(await contains(path.join(directory, dump), SECRET.repeat(2))).toBe(true);
    },
    60_000,
  );
});

async function contains(file: string, text: string): Promise<boolean> {
  let tail = '';
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    if ((tail + (chunk as string)).includes(text)) return true;
    tail = (chunk as string).slice(-text.length);
  }
  return false;
}
