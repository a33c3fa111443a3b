import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/db/embedded-postgres.server.ts';
import { addressOf, migrate } from '#app/platform/db/migrate.server.ts';
import {
  dropDatabase,
  ensureDatabase,
  ensureRoles,
  roleProblems,
  withConnection,
} from '#app/platform/db/roles.server.ts';
import { EMBEDDED_DATABASE, embeddedUrls } from '#app/platform/db/secrets.server.ts';
import { databaseUrls, type Settings } from '#app/platform/env/env.server.ts';
import { createKeyFile } from '#app/platform/keys/key-file.server.ts';
import { openKeyModule } from '#app/platform/keys/key-module.server.ts';

/**
 * Starts, repairs and migrates the embedded database. A new database gets new keys, and its accounts are not made yet.
 * `started` is told as soon as there is something to stop; when it throws, the database is stopped again.
 */
export async function prepareEmbedded(
  settings: Settings,
  root: string,
  started: (postgres: EmbeddedPostgres) => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir });
  try {
    started(postgres);
    if (postgres.created) rmSync(path.join(settings.dataDir, 'demo-accounts.json'), { force: true });
    if (postgres.created && settings.keyModule.startsWith('file:')) await createKeyFile(settings.keyModule.slice(5));
    await openKeyModule({ location: settings.keyModule });
    await ensureRoles(postgres.superuser, postgres.secrets.rolePasswords);
    if (existsSync(unfinishedDemonstration(settings.dataDir))) {
      rmSync(path.join(settings.dataDir, 'demo-accounts.json'), { force: true });
      await dropDatabase(postgres.superuser, EMBEDDED_DATABASE);
    }
    await ensureDatabase(postgres.superuser, EMBEDDED_DATABASE);
    const owner = addressOf(embeddedUrls(postgres.secrets).owner);
    await migrate(owner, path.join(root, 'prisma/migrations')).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(
        `${reason}\nThis is an evaluation: to begin again with an empty database, delete ${settings.dataDir}.`,
        { cause: error },
      );
    });
    return postgres;
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** The file that lies beside the database while the demonstration is being made. */
export function unfinishedDemonstration(dataDir: string): string {
  return path.join(dataDir, 'demo-unfinished');
}

/** The demonstration is complete once all of it is on the disk. */
export async function finishDemonstration(postgres: EmbeddedPostgres, dataDir: string): Promise<void> {
  if (!existsSync(unfinishedDemonstration(dataDir))) return;
  await withConnection({ ...postgres.superuser, database: EMBEDDED_DATABASE }, (client) => client.query('CHECKPOINT'));
  rmSync(unfinishedDemonstration(dataDir));
}

/** Migrates a real database, whose roles and owner its administrator has made. Throws KeyModuleError. */
export async function prepareInstallation(settings: Settings, root: string): Promise<void> {
  // A missing key file, or a module that this version cannot use, is said now and not by a server that never gets ready.
  await openKeyModule({ location: settings.keyModule });
  const { owner } = databaseUrls();
  const problems = await roleProblems(owner);
  if (problems.length > 0) throw new Error(['The database roles are not as they must be:', ...problems].join('\n  '));
  await migrate(addressOf(owner), path.join(root, 'prisma/migrations'));
}
