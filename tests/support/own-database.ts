/** Gives the test file its own database, key file and settings before anything of the application is loaded. */
import { inject, afterAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { KIND, temporaryKeys } from './key-module.ts';
import { DATABASE_ROLES } from '#app/platform/db/role-names.ts';

const { dataDir } = inject('postgres');
const database = await createTestDatabase();
(globalThis as { lindenTestDatabase?: TestDatabase }).lindenTestDatabase = database;

for (const role of DATABASE_ROLES) process.env[`LINDEN_${role.toUpperCase()}_URL`] = database.urls[role];
delete process.env.DATABASE_URL;
process.env.LINDEN_DATA_DIR = dataDir;
const inToken = KIND === 'pkcs11' ? await temporaryKeys() : undefined;
process.env.LINDEN_KEY_MODULE = inToken?.location ?? `file:${dataDir}/keys.json`;
process.env.LINDEN_ORIGIN = 'http://localhost:3000';

afterAll(async () => {
  const { closeClients } = await import('#app/platform/db/clients.server.ts');
  await closeClients();
  await database.drop();
  await inToken?.remove();
});
