import { expect, test } from 'vitest';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { addressOf, migrationStates } from '#app/platform/db/migrate.server.ts';
import { diagnoseMigrations, schemaDrift } from '#app/platform/db/migration-engine.server.ts';
import { roleProblems } from '#app/platform/db/roles.server.ts';
import { connectedAs, testDatabase } from '../../support/database.ts';

test('the six roles log in and have no privilege that would go round row-level security', async () => {
  expect(await roleProblems(testDatabase().urls.app)).toEqual([]);
});

test('a role with too much is found', async () => {
  await connectedAs('superuser', async (client) => {
    await client.query('GRANT pg_monitor TO linden_release');
    try {
      expect(await roleProblems(testDatabase().urls.app)).toEqual([
        expect.stringContaining('linden_release is a member'),
      ]);
    } finally {
      await client.query('REVOKE pg_monitor FROM linden_release');
    }
  });
});

test('a client logs in as its role', async () => {
  const [row] = await clientFor('audit').$queryRaw<[{ name: string }]>`SELECT current_user::text AS name`;
  expect(row?.name).toBe('linden_audit');
});

test('the quick comparison of migrations says what Prisma says', async () => {
  const owner = addressOf(testDatabase().urls.owner);
  const states = await migrationStates(owner, 'prisma/migrations');
  expect(states.length).toBeGreaterThan(0);
  expect(states.filter(({ state }) => state !== 'current')).toEqual([]);
  expect(await diagnoseMigrations(owner, 'prisma/migrations')).toMatchObject({
    history: null,
    editedMigrationNames: [],
  });
});

test('the migrations make what schema.prisma says, and a difference is found', async () => {
  const owner = addressOf(testDatabase().urls.owner);
  expect(await schemaDrift(owner, 'prisma/schema.prisma')).toBe('');
  await connectedAs('owner', (client) =>
    client.query('ALTER TABLE directory.organisation ADD COLUMN forgotten integer'),
  );
  expect(await schemaDrift(owner, 'prisma/schema.prisma')).toMatch(/DROP COLUMN "forgotten"/);
});
