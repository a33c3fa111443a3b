/**
 * PostgreSQL 18 from npm, in `<data dir>/postgres`, for evaluation and tests: loopback only, generated passwords, and
 * nothing that was entered in its log. It runs in a session of its own, so that Ctrl-C reaches Linden first.
 */
import { execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, openSync, closeSync, readlinkSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseAddress } from './migration-adapter.server.ts';
import { canEnter, outsideHome, postgresAccount, type PostgresAccount } from './postgres-account.server.ts';
import { postgresBinaries } from './postgres-binaries.server.ts';
import { clearStaleLock, readPostmaster, runsCluster, stopCluster } from './postgres-process.server.ts';
import { newSecrets, readSecrets, writeSecrets, type EmbeddedSecrets } from './secrets.server.ts';

export type EmbeddedPostgres = {
  superuser: DatabaseAddress;
  secrets: EmbeddedSecrets;
  /** true when the cluster was made by this call: whatever else the data directory says about its content is outdated */
  created: boolean;
  stop(): Promise<void>;
};

/** `durable: false` is for tests: a crash may lose data, and everything is faster. */
type Options = { dataDir: string; durable?: boolean };

/** Statements, parameters and row values can be personal data: the log gets the server's own messages only. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  log_statement: 'none',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_min_duration_statement: '-1',
  logging_collector: 'off',
  jit: 'off',
  // A segment that is used again holds its old content until it is full, and with it the keys of what was erased.
  wal_recycle: 'off',
};

const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Starts the cluster of a data directory, making it first when there is none, or takes over one left running. */
export async function startEmbeddedPostgres({ dataDir, durable = true }: Options): Promise<EmbeddedPostgres> {
  const account = postgresAccount();
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true, mode: account ? 0o711 : 0o700 });
  const cluster = clusterFolder(dataDir, account);
  let secrets = readSecrets(dataDir);
  const created = !secrets || !existsSync(path.join(cluster, 'PG_VERSION'));
  if (secrets && !created) {
    const adopted = await adopt(cluster, secrets);
    if (adopted) return adopted;
  } else {
    await discard(cluster);
    secrets = newSecrets();
    initialise(cluster, account, secrets, durable);
    writeSecrets(dataDir, secrets);
  }
  const started = await start(cluster, dataDir, account, secrets, durable);
  return { ...started, created };
}

/** `<data dir>/postgres`, or a link there to a folder that the account running PostgreSQL can enter. */
function clusterFolder(dataDir: string, account: PostgresAccount | undefined): string {
  const inside = path.join(dataDir, 'postgres');
  const existing = lstatSync(inside, { throwIfNoEntry: false });
  if (existing?.isSymbolicLink()) {
    const target = readlinkSync(inside);
    if (existsSync(target)) return target;
    rmSync(inside);
  }
  if (canEnter(account, dataDir)) return inside;
  if (existing)
    throw new Error(`${inside} cannot be entered by the account that runs PostgreSQL: let it enter ${dataDir}.`);
  const outside = path.join(outsideHome(account as PostgresAccount, dataDir), 'postgres');
  symlinkSync(outside, inside);
  return outside;
}

/** A cluster left running by a start that was killed: its data is fine, so go on with it, or stop it when it does not answer. */
async function adopt(cluster: string, secrets: EmbeddedSecrets): Promise<EmbeddedPostgres | undefined> {
  const left = readPostmaster(cluster);
  if (!left || !runsCluster(left.pid, cluster)) {
    clearStaleLock(cluster);
    return undefined;
  }
  const superuser = superuserAddress({ ...secrets, port: left.port });
  if (left.ready && left.port === secrets.port && (await answers(superuser))) {
    return { superuser, secrets, created: false, stop: () => stopCluster(left.pid, cluster) };
  }
  await stopCluster(left.pid, cluster);
  return undefined;
}

async function discard(cluster: string): Promise<void> {
  const left = readPostmaster(cluster);
  if (left && runsCluster(left.pid, cluster)) await stopCluster(left.pid, cluster);
  rmSync(cluster, { recursive: true, force: true });
}

function initialise(
  cluster: string,
  account: PostgresAccount | undefined,
  secrets: EmbeddedSecrets,
  durable: boolean,
): void {
  const initdb = path.join(postgresBinaries(account), 'bin', 'initdb');
  const passwordFile = `${cluster}.password`;
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  chmodSync(cluster, 0o700);
  writeFileSync(passwordFile, `${secrets.superuserPassword}\n`, { mode: 0o600 });
  if (account) for (const owned of [cluster, passwordFile]) chownSync(owned, account.uid, account.gid);
  const sync = durable ? [] : ['--no-sync'];
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const login = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  try {
    const options = { ...account, cwd: path.dirname(cluster), env: postgresEnvironment(), stdio: 'pipe' } as const;
    execFileSync(initdb, [`--pgdata=${cluster}`, ...login, ...locale, ...sync], options);
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL could not be created in ${cluster}.\n${String(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function start(
  cluster: string,
  dataDir: string,
  account: PostgresAccount | undefined,
  secrets: EmbeddedSecrets,
  durable: boolean,
): Promise<EmbeddedPostgres> {
  const postgres = path.join(postgresBinaries(account), 'bin', 'postgres');
  const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : NOT_DURABLE) });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const port = await freePort(attempt === 0 ? secrets.port : 0);
    if (port !== secrets.port) writeSecrets(dataDir, Object.assign(secrets, { port }));
    const log = openLog(dataDir);
    const stdio: SpawnOptions['stdio'] = ['ignore', log, log];
    const options = { ...account, cwd: cluster, env: postgresEnvironment(), stdio, detached: true };
    const child = spawn(postgres, ['-D', cluster, '-p', String(port), ...flags], options);
    let ended: string | undefined;
    child.on('error', (error) => (ended = error.message));
    child.on('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`));
    closeSync(log);
    while (ended === undefined) {
      const postmaster = readPostmaster(cluster);
      if (postmaster && postmaster.pid === child.pid && postmaster.ready) {
        child.unref();
        const stop = (): Promise<void> => stopCluster(postmaster.pid, cluster);
        return { superuser: superuserAddress(secrets), secrets, created: false, stop };
      }
      await sleep(10);
    }
    if (attempt === 3) throw new Error(`The embedded PostgreSQL did not start (${ended}); see ${logFile(dataDir)}.`);
    await sleep(500); // a port taken a moment ago, or the last processes of a killed server still leaving
  }
  throw new Error('unreachable');
}

/** PG… variables of the shell would change what initdb and postgres do. */
function postgresEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

function superuserAddress(secrets: EmbeddedSecrets): DatabaseAddress {
  const { port, superuserPassword: password } = secrets;
  return { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' };
}

async function answers(address: DatabaseAddress): Promise<boolean> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 3000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** The wanted loopback port when it is free, else one that the system chooses. */
async function freePort(wanted: number): Promise<number> {
  const listen = (port: number): Promise<number> =>
    new Promise((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(0));
      server.listen(port, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
  return (wanted > 0 && (await listen(wanted))) || listen(0);
}

function logFile(dataDir: string): string {
  return path.join(dataDir, 'logs', 'postgres.log');
}

function openLog(dataDir: string): number {
  const file = logFile(dataDir);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 10_000_000) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
