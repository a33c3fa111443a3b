import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedPostgres } from '#app/platform/db/embedded-postgres.server.ts';
import { isAlive } from '#app/platform/db/postgres-process.server.ts';
import { parseDatabaseUrls, parseSettings, type Settings } from '#app/platform/env/env.server.ts';
import { ensureBuilt, ensureGenerated, isBuilt } from './build.ts';
import { finishDemonstration, prepareEmbedded, prepareInstallation, unfinishedDemonstration } from './database.ts';
import { isTaken, letServe, serverEnvironment, startServer, stopServer, untilReady } from './server-process.ts';
import { withoutCoreDumps } from './without-core-dumps.ts';

type DemoAccount = { organisation: string; email: string; password: string; roles: string[] };

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** Everything `npm start` does once the dependencies are there; returns when the address has been printed. */
export async function launch(root: string): Promise<void> {
  const began = performance.now();
  const settings = parseSettings(process.env);
  if (settings.mode === 'installation') parseDatabaseUrls(process.env);
  mkdirSync(path.join(settings.dataDir, 'logs'), { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const release = await claim(settings);
  const stops: Array<() => Promise<void>> = [];
  let stopping: Promise<void> | undefined;
  let preparing: Promise<void> | undefined;
  const stopAll = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      await stopAll();
      // A database that was only coming up ends when it is there; what was being done with it has failed by now.
      await preparing?.catch(() => undefined);
      await stopAll();
      release();
    })());
  const whenStarted = (postgres: EmbeddedPostgres): void => {
    if (stopping) throw new Error('This start was stopped.');
    stops.push(postgres.stop);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0), fail));
  }
  leaveWithNpm(() => void stop().then(() => process.exit(0), fail));
  try {
    await ensureGenerated(root);
    const development = process.env.NODE_ENV === 'development';
    const logFile = path.join(settings.dataDir, 'logs', 'server.log');
    const serve = () => {
      const server = startServer(root, settings, openSync(logFile, 'a', 0o600), { waits: true });
      stops.push(() => stopServer(server));
      return server;
    };
    // What is built already is loaded while the database comes up: half of a warm start is reading code.
    const early = !development && isBuilt(root) ? serve() : undefined;
    const building = development || early ? undefined : ensureBuilt(root, say);
    preparing = prepareDatabase(settings, root, stops, whenStarted);
    const [database, built] = await Promise.allSettled([preparing, building]);
    for (const result of [database, built]) if (result.status === 'rejected') throw result.reason;
    if (stopping) return;
    const server = early ?? serve();
    // The server is stopped before the database, though it was begun before.
    if (early) stops.push(() => stopServer(early));
    letServe(server);
    await untilReady(server, settings.port, logFile);
    server.once('exit', () => {
      if (!stopping) void stop().then(() => fail(new Error(`The server ended; ${logFile} says why.`)), fail);
    });
    say(
      `\nLinden is ready at ${settings.origin} (${((performance.now() - began) / 1000).toFixed(1)} s). Ctrl-C stops it.`,
    );
    if (settings.mode === 'evaluation') printAccounts(settings.dataDir);
  } catch (error) {
    if (stopping) return;
    await stop();
    throw error;
  }
}

async function prepareDatabase(
  settings: Settings,
  root: string,
  stops: Array<() => Promise<void>>,
  whenStarted: (postgres: EmbeddedPostgres) => void,
): Promise<void> {
  if (settings.mode === 'installation') return prepareInstallation(settings, root);
  const postgres = await prepareEmbedded(settings, root, whenStarted);
  await seed(settings, root, stops);
  await finishDemonstration(postgres, settings.dataDir);
}

/** The demonstration writes its accounts last: where they are, it is complete; one that was interrupted begins again. It exists with the embedded database only. */
async function seed(settings: Settings, root: string, stops: Array<() => Promise<void>>): Promise<void> {
  if (existsSync(path.join(settings.dataDir, 'demo-accounts.json')) || !existsSync(path.join(root, 'prisma/seed.ts')))
    return;
  say('Making the demonstration …');
  writeFileSync(unfinishedDemonstration(settings.dataDir), '');
  const seeding = ['--disable-warning=DeprecationWarning', '--import', 'tsx', path.join(root, 'prisma/seed.ts')];
  const child = spawn(...withoutCoreDumps(process.execPath, seeding), {
    cwd: root,
    // Nobody was promised anything yet: a crash begins the demonstration again, so its commits need not wait for the disk.
    env: { ...serverEnvironment(settings), PGOPTIONS: '-c synchronous_commit=off' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  stops.push(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  });
  if ((await ended) !== 0) throw new Error('The demonstration could not be made.');
}

/** One Linden per data directory, and a free port. @throws Error that says what to do. Returns how to let go. */
async function claim(settings: Settings): Promise<() => void> {
  const file = path.join(settings.dataDir, 'running.json');
  const interrupted = existsSync(file);
  if (interrupted) {
    const other = JSON.parse(readFileSync(file, 'utf8') || '{}') as { pid?: number; origin?: string };
    if (other.pid && other.pid !== process.pid && isAlive(other.pid) && isStart(other.pid)) {
      throw new Error(
        `Linden is running already from ${settings.dataDir}, at ${other.origin}. Stop it, or set LINDEN_DATA_DIR.`,
      );
    }
  }
  // The server of a killed start notices and leaves within moments.
  for (let waited = 0; interrupted && waited < 6_000 && (await isTaken(settings.port)); waited += 200) await sleep(200);
  if (await isTaken(settings.port)) {
    throw new Error(
      `Port ${settings.port} is taken by another program. Choose another one: PORT=${settings.port + 1} npm start`,
    );
  }
  writeFileSync(file, JSON.stringify({ pid: process.pid, origin: settings.origin }));
  return () => rmSync(file, { force: true });
}

/** npm ends at SIGTERM without passing it on: its script is then left to another parent, and stops by itself. */
function leaveWithNpm(stop: () => void): void {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
}

/** A killed start leaves its file behind, and its number may belong to something else by now. */
function isStart(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync('/proc') || (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes('start.mjs'));
}

function printAccounts(dataDir: string): void {
  const file = path.join(dataDir, 'demo-accounts.json');
  if (!existsSync(file)) return;
  say(`\nAccounts of the demonstration (fictional; also in ${file}):`);
  for (const account of JSON.parse(readFileSync(file, 'utf8')) as DemoAccount[]) {
    say(
      `  ${account.email.padEnd(36)} ${account.password.padEnd(24)} ${account.organisation}: ${account.roles.join(', ')}`,
    );
  }
}

function fail(error: unknown): never {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
