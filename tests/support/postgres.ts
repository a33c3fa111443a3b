/**
 * One PostgreSQL for a test run: a template database with every migration applied, from which each test file's own
 * database is copied (own-database.ts). Started by the first project that needs it, stopped by the last.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/db/embedded-postgres.server.ts';
import { addressOf, migrate } from '#app/platform/db/migrate.server.ts';
import { allowPastEvents } from '#app/platform/db/past-events.server.ts';
import type { EmbeddedSecrets } from '#app/platform/db/secrets.server.ts';
import { ensureDatabase, ensureRoles, withConnection } from '#app/platform/db/roles.server.ts';
import { embeddedUrls } from '#app/platform/db/secrets.server.ts';
import { createKeyFile } from '#app/platform/keys/key-file.server.ts';
import { DATABASE_ROLES, roleName } from '#app/platform/db/role-names.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';
import { provisionCast, readWorld, type MadeWorld } from './made-world.ts';

export const TEMPLATE_DATABASE = 'linden_template';
const WORLD_DATABASE = 'linden_world';

declare module 'vitest' {
  interface ProvidedContext {
    /** the run's PostgreSQL and its directory, which also holds `keys.json` */
    postgres: { dataDir: string; secrets: EmbeddedSecrets };
    /** none where every file has keys of its own */
    world: MadeWorld | null;
  }
}

type Running = { postgres: EmbeddedPostgres; dataDir: string };

/** Shared between projects, which load this module once each. */
const shared = globalThis as {
  lindenTestPostgres?: { running: Promise<Running>; users: number; world?: Promise<MadeWorld> };
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const use = (shared.lindenTestPostgres ??= { running: startWithTemplate(), users: 0 });
  use.users += 1;
  const { postgres, dataDir } = await use.running;
  project.provide('postgres', { dataDir, secrets: postgres.secrets });
  project.provide('world', project.name === 'pkcs11' ? null : await (use.world ??= makeWorld(postgres, dataDir)));
  return async () => {
    use.users -= 1;
    if (use.users > 0) return;
    delete shared.lindenTestPostgres;
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function startWithTemplate(): Promise<Running> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'linden-test-'));
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  try {
    await createKeyFile(path.join(dataDir, 'keys.json'));
    await ensureRoles(postgres.superuser, postgres.secrets.rolePasswords);
    await ensureDatabase(postgres.superuser, TEMPLATE_DATABASE);
    await migrate(addressOf(embeddedUrls(postgres.secrets, TEMPLATE_DATABASE).owner), 'prisma/migrations');
    await allowPastEvents({ ...postgres.superuser, database: TEMPLATE_DATABASE }, 'infinity');
    return { postgres, dataDir };
  } catch (error) {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** In a copy of the template, with the clients that the environment names for a moment. */
async function makeWorld({ superuser, secrets }: EmbeddedPostgres, dataDir: string): Promise<MadeWorld> {
  await withConnection(superuser, async (client) => {
    await client.query(`CREATE DATABASE ${WORLD_DATABASE} OWNER linden_owner TEMPLATE ${TEMPLATE_DATABASE}`);
    await client.query(`GRANT CONNECT ON DATABASE ${WORLD_DATABASE} TO ${DATABASE_ROLES.map(roleName).join(', ')}`);
  });
  const urls = Object.entries(embeddedUrls(secrets, WORLD_DATABASE));
  const settings = {
    ...Object.fromEntries(urls.map(([role, url]) => [`LINDEN_${role.toUpperCase()}_URL`, url])),
    LINDEN_DATA_DIR: dataDir,
    LINDEN_KEY_MODULE: `file:${dataDir}/keys.json`,
  };
  Object.assign(process.env, settings);
  try {
    const members = await provisionCast(new Date());
    return { members, rows: await withConnection({ ...superuser, database: WORLD_DATABASE }, readWorld) };
  } finally {
    await closeClients();
    for (const name of Object.keys(settings)) delete process.env[name];
  }
}
