/** Says whether this Linden is as it must be, check by check; exit code 1 when something is not. `npm run doctor` */
import path from 'node:path';
import { policiesDirectory, readPolicies, validatePolicies } from '#app/kernel/policies.server.ts';
import { addressOf, migrationStates } from '#app/platform/db/migrate.server.ts';
import { schemaDrift } from '#app/platform/db/migration-engine.server.ts';
import { roleProblems } from '#app/platform/db/roles.server.ts';
import { tablesWithoutRowSecurity } from '#app/platform/db/row-level-security.server.ts';
import { databaseUrls, env } from '#app/platform/env/env.server.ts';
import { openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { auditLogProblems } from './doctor/audit-log.ts';
import { clockProblems } from './doctor/clocks.ts';
import { certificateProblemsOf } from './doctor/certificate.ts';
import { missingTexts } from './doctor/languages.ts';
import { scannerProblems } from './doctor/scanner.ts';
import { isGenerated } from './generate.mjs';
import { requireNode } from './start/install.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** Each check answers with what is wrong, one sentence each; an error is something wrong as well. */
const CHECKS: ReadonlyArray<readonly [string, () => Promise<string[]> | string[]]> = [
  ['Node is new enough', () => (requireNode(), [])],
  ['settings are complete', () => (env(), databaseUrls(), [])],
  ['database roles have no privilege and own nothing', () => roleProblems(databaseUrls().owner)],
  [
    'row-level security is forced on every table',
    async () => (await tablesWithoutRowSecurity(databaseUrls().owner)).map((table) => `${table} is open.`),
  ],
  [
    'migrations are applied and unchanged',
    async () => {
      const states = await migrationStates(addressOf(databaseUrls().owner), path.join(root, 'prisma/migrations'));
      return states.filter(({ state }) => state !== 'current').map(({ name, state }) => `${name}: ${state}`);
    },
  ],
  [
    'the database is what prisma/schema.prisma says',
    async () =>
      (await schemaDrift(addressOf(databaseUrls().owner), path.join(root, 'prisma/schema.prisma')))
        .split('\n')
        .filter(Boolean),
  ],
  ["Prisma's client is generated from it", () => (isGenerated() ? [] : ['It is outdated: npm run generate'])],
  [
    'the key module answers',
    async () => {
      const { keyModule, dataDir } = env();
      const module = await openKeyModule({ location: keyModule, databaseDirectory: path.join(dataDir, 'postgres') });
      await module.check();
      return [];
    },
  ],
  ['the audit log is sealed, by this key module', () => auditLogProblems(databaseUrls().owner)],
  ['https is trusted, and no old TLS is spoken', () => certificateProblemsOf(env().origin)],
  ['the clocks of this host and of the database agree', () => clockProblems(databaseUrls().owner)],
  ['files are looked at by the scanner that is set', () => scannerProblems(env().scanner)],
  ['policies are valid', () => (validatePolicies(readPolicies(policiesDirectory())), [])],
  [
    'every text exists in Albanian, Serbian and English',
    () => missingTexts(path.join(root, 'app/platform/i18n/messages')),
  ],
];

for (const [name, check] of CHECKS) {
  const problems = await Promise.resolve()
    .then(check)
    .catch((error: unknown) => [reasonOf(error)]);
  process.stdout.write(
    `${problems.length === 0 ? '✓' : '✗'} ${name}\n${problems.map((line) => `    ${line}\n`).join('')}`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
process.exit();

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError || (error as { code?: unknown } | null)?.code === 'ECONNREFUSED') {
    return 'The database does not answer. The embedded one runs while npm start does.';
  }
  return error instanceof Error ? error.message : String(error);
}
