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
import type { EmbeddedSecrets } from '#app/platform/db/secrets.server.ts';
import { ensureDatabase, ensureRoles } from '#app/platform/db/roles.server.ts';
import { embeddedUrls } from '#app/platform/db/secrets.server.ts';
import { createKeyFile } from '#app/platform/keys/key-file.server.ts';

export const TEMPLATE_DATABASE = 'linden_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** the run's PostgreSQL and its directory, which also holds `keys.json` */
    postgres: { dataDir: string; secrets: EmbeddedSecrets };
  }
}

type Running = { postgres: EmbeddedPostgres; dataDir: string };

/** Shared between projects, which load this module once each. */
const shared = globalThis as { lindenTestPostgres?: { running: Promise<Running>; users: number } };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const use = (shared.lindenTestPostgres ??= { running: startWithTemplate(), users: 0 });
  use.users += 1;
  const { postgres, dataDir } = await use.running;
  project.provide('postgres', { dataDir, secrets: postgres.secrets });
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
    return { postgres, dataDir };
  } catch (error) {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}
