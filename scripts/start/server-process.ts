import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '#app/platform/env/env.server.ts';
import { withoutCoreDumps } from './without-core-dumps.ts';

/** Whether something listens on the port already. */
export function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(true));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(false)));
  });
}

/** What the server and the seed are told; logins are read from the data directory or the environment, never from arguments. */
export function serverEnvironment(settings: Settings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: process.env.NODE_ENV === 'development' ? 'development' : 'production',
    PORT: String(settings.port),
    LINDEN_DATA_DIR: settings.dataDir,
    LINDEN_ORIGIN: settings.origin,
    LINDEN_KEY_MODULE: settings.keyModule,
    LINDEN_LEAVE_URL: settings.leaveUrl,
  };
}

/**
 * Starts scripts/serve.mjs in a process group of its own, without core dumps; it leaves when this process does. `waits`: it loads
 * what it needs, and listens once `letServe` was called.
 */
export function startServer(root: string, settings: Settings, log: number, { waits = false } = {}): ChildProcess {
  const preload = path.join(root, 'scripts/start/leave-with-parent.mjs');
  // Prisma asks several things of one connection at once, which pg calls deprecated: nothing that an operator can act on.
  const quiet = '--disable-warning=DeprecationWarning';
  const args = [quiet, '--import', preload, path.join(root, 'scripts/serve.mjs')];
  return spawn(...withoutCoreDumps(process.execPath, args), {
    cwd: root,
    env: { NODE_COMPILE_CACHE: path.join(root, '.cache/compiled'), ...serverEnvironment(settings), LINDEN_WAITS: waits ? '1' : '' },
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
  });
}

/** Tells a server that waits to listen. One that has ended meanwhile is found by `untilReady`. */
export function letServe(server: ChildProcess): void {
  if (server.connected) server.send('serve', () => undefined);
}

/** Resolves when /readyz answers 200. @throws Error when the server ends first, or after two minutes */
export async function untilReady(server: ChildProcess, port: number, logFile: string): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(40)) {
    if (server.exitCode !== null || server.signalCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } }).catch(
      () => undefined,
    );
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
  }
  throw new Error(`The server did not become ready; ${logFile} says why.`);
}

/** Asks the server to finish its requests and end; after eight seconds it is ended. */
export async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), 8_000);
  await gone;
  clearTimeout(timer);
}
