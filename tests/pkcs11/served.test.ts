import { execFile } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { parseSettings } from '#app/platform/env/env.server.ts';
import { NOTICED_WITHIN_MS } from '#app/platform/keys/rotating-key-module.server.ts';
import { ensureBuilt } from '../../scripts/start/build.ts';
import { serverEnvironment, startServer, stopServer, untilReady } from '../../scripts/start/server-process.ts';
import { cookieOf, freePort, type RunningServer, send } from '../support/running-server.ts';
import { connectedAs } from '../support/database.ts';
import { PASSWORD } from '../support/world.ts';

const root = path.resolve(import.meta.dirname, '../..');
const directory = mkdtempSync(path.join(tmpdir(), 'linden-served-'));
const logFile = path.join(directory, 'server.log');
const email = 'worker@example.org';
const run = promisify(execFile);
let child: ReturnType<typeof startServer>;
let server: RunningServer;
let settings: ReturnType<typeof parseSettings>;

beforeAll(async () => {
  const port = await freePort();
  settings = parseSettings({ ...process.env, PORT: String(port), LINDEN_ORIGIN: `http://localhost:${port}` });
  expect(settings.keyModule).toMatch(/^pkcs11:/);
  const member = { name: 'Worker', email, password: PASSWORD, roles: ['caseworker' as const], language: 'en' };
  await provisionOrganisation(
    { kind: 'cso', name: 'North', shortName: 'north', capabilities: [], members: [member] },
    new Date(),
  );
  await ensureBuilt(root, () => undefined);
  child = startServer(root, settings, openSync(logFile, 'a', 0o600));
  await untilReady(child, port, logFile);
  const output = () => readFileSync(logFile, 'utf8');
  server = { origin: settings.origin, output, stop: () => stopServer(child) };
}, 300_000);
afterAll(async () => {
  await stopServer(child);
  rmSync(directory, { recursive: true });
});

/** A command of the operator's, with the server's settings. */
async function command(script: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const options = { cwd: root, env: serverEnvironment(settings), maxBuffer: 1 << 22 };
  try {
    const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', script, ...args], options);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}
const keys = (...args: string[]) => command('scripts/keys.ts', ...args);
const statusOf = async (cookie: string) => (await send(server, '/cases', { cookie })).status;

describe('a server whose keys are in a token', () => {
  test('is ready, signs in, and leaves no core dump', async () => {
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
    expect(await statusOf(await cookieOf(server, email))).toBe(200);
    const limits = readFileSync(`/proc/${child.pid}/limits`, 'utf8');
    expect(/^Max core file size +(\S+) +(\S+)/m.exec(limits)?.slice(1)).toEqual(['0', '0']);
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).toContain('scripts/serve.mjs');
    expect(server.output()).not.toContain('core dump');
  }, 60_000);

  test('notices what the command did, and nobody has to sign in again', async () => {
    const cookie = await cookieOf(server, email);
    expect(await keys('status')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/pepper: version 1\n +1: 1 row needs it/),
    });
    for (const purpose of ['pepper', 'session', 'directory']) {
      expect((await keys('rotate', purpose)).output).toContain(`${purpose}: version 2 is current.`);
    }
    expect(await statusOf(cookie)).toBe(200);
    expect(await keys('resign')).toMatchObject({ code: 0, output: expect.stringMatching(/^Signed: [1-9]/) });
    // The server has not asked for new versions yet; the rows that it reads name them.
    expect(await statusOf(cookie)).toBe(200);
    await sleep(NOTICED_WITHIN_MS);
    const fresh = await cookieOf(server, email);
    for (const each of [cookie, fresh]) expect(await statusOf(each)).toBe(200);
    const { output } = await keys('status');
    expect(output).toMatch(/pepper: version 2\n +1: 0 rows need it; it can be retired\n +2: 1 row needs it\n/);
    expect(output).toMatch(/session: version 2\n +1: \d rows? needs? it\n +2: 1 row needs it\n/);
    expect(output).toMatch(/directory: version 2\n +1: 0 rows need it; it can be retired\n/);
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200);
  }, 240_000);

  test('is what the doctor finds well', async () => {
    const { output } = await command('scripts/doctor.ts');
    expect(output).toContain('✓ the key module answers');
    expect(output).not.toContain('✗ database roles');
  }, 120_000);

  test('says no and why when a command is given wrongly or cannot be carried out', async () => {
    for (const args of [[], ['rotate'], ['rotate', 'everything'], ['retire', 'pepper', 'one'], ['constructor']]) {
      expect(await keys(...args), args.join(' ')).toMatchObject({
        code: 1,
        output: expect.stringMatching(/Which command\?/),
      });
    }
    expect(await keys('rotate', 'statistics_person')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/never rotated/),
    });
    expect(await keys('init')).toMatchObject({ code: 0, output: expect.stringMatching(/there already/) });
    await connectedAs('superuser', (client) =>
      client.query(`UPDATE directory.member SET roles = '{supervisor}' WHERE email = $1`, [email]),
    );
    await keys('rotate', 'directory');
    expect(await keys('resign')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/NOT signed, because.*\n +member /),
    });
  }, 240_000);
});
