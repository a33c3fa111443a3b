import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { closeClients } from '#app/platform/db/clients.server.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/db/embedded-postgres.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { addressOf, migrate } from '#app/platform/db/migrate.server.ts';
import { allowPastEvents } from '#app/platform/db/past-events.server.ts';
import { readPostmaster } from '#app/platform/db/postgres-process.server.ts';
import { DATABASE_ROLES } from '#app/platform/db/role-names.ts';
import { ensureDatabase, ensureRoles } from '#app/platform/db/roles.server.ts';
import { embeddedUrls } from '#app/platform/db/secrets.server.ts';
import { createKeyFile } from '#app/platform/keys/key-file.server.ts';

const root = path.resolve(import.meta.dirname, '../..');
const DATABASE = 'linden';

/** A database and keys of their own, thrown away afterwards; the settings of this process and its children name them. */
export class Place {
  readonly #dataDir: string;
  #postgres: EmbeddedPostgres;

  private constructor(dataDir: string, postgres: EmbeddedPostgres) {
    this.#dataDir = dataDir;
    this.#postgres = postgres;
  }

  static async make(): Promise<Place> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'linden-drill-'));
    chmodSync(dataDir, 0o711);
    const postgres = await startEmbeddedPostgres({ dataDir });
    const place = new Place(dataDir, postgres);
    const keyFile = path.join(dataDir, 'keys.json');
    await createKeyFile(keyFile);
    await ensureRoles(postgres.superuser, postgres.secrets.rolePasswords);
    await ensureDatabase(postgres.superuser, DATABASE);
    await migrate(addressOf(embeddedUrls(postgres.secrets, DATABASE).owner), path.join(root, 'prisma/migrations'));
    await allowPastEvents({ ...postgres.superuser, database: DATABASE }, 'infinity');
    Object.assign(process.env, {
      LINDEN_DATA_DIR: dataDir,
      LINDEN_KEY_MODULE: `file:${keyFile}`,
      LINDEN_ORIGIN: 'http://localhost:3000',
    });
    place.#connect();
    return place;
  }

  get superuser(): DatabaseAddress {
    return { ...this.#postgres.superuser, database: DATABASE };
  }

  async sql(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(this.superuser);
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Kills PostgreSQL (-9) as if the power had gone; `restart` recovers it. */
  killPostgres(): void {
    process.kill(readPostmaster(path.join(this.#dataDir, 'postgres'))?.pid ?? -1, 'SIGKILL');
  }

  async restart(): Promise<void> {
    this.#postgres = await startEmbeddedPostgres({ dataDir: this.#dataDir });
    this.#connect();
  }

  async remove(): Promise<void> {
    await closeClients();
    await this.#postgres.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  /** A server that was started again may listen elsewhere. */
  #connect(): void {
    const urls = embeddedUrls(this.#postgres.secrets, DATABASE);
    for (const role of DATABASE_ROLES) process.env[`LINDEN_${role.toUpperCase()}_URL`] = urls[role];
  }
}

/** A process that is there to be killed, and what it has said, line by line. */
export interface Victim {
  process: ChildProcess;
  lines: () => string[];
  ended: Promise<void>;
}

/** `script`: in scripts/drill. */
export function startVictim(script: string, args: readonly string[]): Victim {
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'scripts/drill', script), ...args], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { process: child, lines: () => output.split('\n').slice(0, -1), ended };
}

/** Resolves when the process has said this line; rejects when it ends before. */
export function said({ process: child, lines }: Victim, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const heard = lines().includes(line);
      const over = child.exitCode !== null || child.signalCode !== null;
      if (heard || over) clearInterval(timer);
      if (heard) resolve();
      else if (over) reject(new Error(`The process ended before it said ${line}.\n${lines().join('\n')}`));
    }, 5);
  });
}

/** Kills it after so many milliseconds, or PostgreSQL under it first. Answers false when it had finished before: no kill. */
export async function killAfter(victim: Victim, ms: number, place: Place | null): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  if (victim.process.exitCode !== null) return false;
  place?.killPostgres();
  if (place) await new Promise((resolve) => setTimeout(resolve, 50));
  const running = victim.process.exitCode === null || place !== null;
  victim.process.kill('SIGKILL');
  await victim.ended;
  await closeClients().catch(() => undefined);
  if (place) await place.restart();
  return running;
}
