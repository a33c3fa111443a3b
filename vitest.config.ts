import { defineConfig } from 'vitest/config';

/** `npm run test:<part>`, or one file: `npx vitest run tests/rls/cases.test.ts`. The parts of `database` get PostgreSQL. */
const plain = ['unit', 'policy', 'architecture', 'types'] as const;
const database = ['integration', 'rls', 'routes', 'scanner'] as const;

/** What touches keys, once more over keys in a token. */
const WITH_KEYS = ['access', 'facts', 'key-rotation', 'packets', 'referral-keys', 'session-theft'];

const include = (part: string): string[] => [`tests/${part}/**/*.test.{ts,tsx}`];
const quiet = 'tests/support/quiet-console.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 120_000,
    projects: [
      ...plain.map((name) => ({ extends: true as const, test: { name, include: include(name), setupFiles: [quiet] } })),
      ...database.map((name) => ({
        extends: true as const,
        test: {
          name,
          include: include(name),
          globalSetup: ['tests/support/postgres.ts'],
          setupFiles: [quiet, 'tests/support/own-database.ts'],
        },
      })),
      {
        extends: true as const,
        test: {
          name: 'pkcs11',
          include: [
            ...include('pkcs11'),
            ...include('unit/keys'),
            ...WITH_KEYS.map((name) => `tests/integration/${name}.test.ts`),
          ],
          env: { LINDEN_TEST_KEYS: 'pkcs11' },
          globalSetup: ['tests/support/softhsm.ts', 'tests/support/postgres.ts'],
          setupFiles: [quiet, 'tests/support/own-database.ts'],
        },
      },
    ],
  },
});
