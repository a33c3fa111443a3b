import { clientFor } from '#app/platform/db/clients.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';

export interface Readiness {
  database: boolean;
  migrations: boolean;
  keyModule: boolean;
}

/** Whether this process can serve: the database answers, its tables are there, the key module answers. Never throws. */
export async function readiness(): Promise<Readiness> {
  const [database, migrations, module] = await Promise.all([
    answers(async () => clientFor('app').$queryRaw`SELECT 1`),
    answers(async () => clientFor('app').$queryRaw`SELECT 1 FROM keys.content_key WHERE false`),
    answers(async () => (await keyModule()).check()),
  ]);
  return { database, migrations, keyModule: module };
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch {
    return false;
  }
}
