import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { closeClients } from '#app/platform/db/clients.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { allowPastEvents } from '#app/platform/db/past-events.server.ts';
import { EMBEDDED_DATABASE, readSecrets } from '#app/platform/db/secrets.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import type { Role } from '#app/kernel/roles.ts';
import { DEMO_ORGANISATIONS } from './demo/organisations.ts';
import { populate, type DemoMember } from './demo/world.ts';

const say = (line: string) => process.stdout.write(`  ${line}\n`);

/** Who works in the demonstration; custodians, auditors, the analyst and the operator only have accounts. */
const ACTING: ReadonlySet<Role> = new Set<Role>([
  ...(['caseworker', 'counsellor', 'legal_officer', 'supervisor', 'release_approver'] as const),
  ...(['secretary', 'reviewer', 'chair'] as const),
]);

/** She makes the one alarm case of the demonstration. */
const CANARY_KEEPER = 'custodian@oak.example';

/** Makes the demonstration in an empty evaluation database. The accounts' file comes last: where it is, all is there. */
async function seed(): Promise<void> {
  const { mode, dataDir } = env();
  if (mode !== 'evaluation') throw new Error('The demonstration is for the embedded database only.');
  const password = demoPassword();
  const accounts: object[] = [];
  const people: DemoMember[] = [];
  for (const plan of DEMO_ORGANISATIONS) {
    const members = plan.members.map(({ post, roles, language }) => ({
      name: `${plan.name.replace('Demo Organisation ', '')} · ${post}`,
      email: `${post}@${plan.shortName}.example`,
      password,
      roles,
      language: language ?? 'sq',
    }));
    await provisionOrganisation({ ...plan, members }, new Date());
    const organisation = { organisation: plan.shortName, capabilities: plan.capabilities };
    for (const { name, email, roles } of members) {
      // Unlocking takes as long as signing in: only for those who do something in the demonstration.
      if (roles.some((role) => ACTING.has(role)) || email === CANARY_KEEPER)
        people.push({ ...organisation, roles, signedIn: await actAs(email, password) });
      accounts.push({ organisation: plan.name, organisationKind: plan.kind, name, email, password, roles });
    }
  }
  say(`${DEMO_ORGANISATIONS.length} organisations, ${accounts.length} accounts`);
  await allowPastEvents(superuserOf(dataDir), new Date(Date.now() + SEEDING_MS).toISOString());
  await populate(people, new Date(), say);
  writeFileSync(path.join(dataDir, 'demo-accounts.json'), JSON.stringify(accounts, null, 2), { mode: 0o600 });
}

/** Two years of work are written in minutes. */
const SEEDING_MS = 60 * 60_000;

function superuserOf(dataDir: string): DatabaseAddress {
  const secrets = readSecrets(dataDir);
  if (!secrets) throw new Error(`There is no database in ${dataDir} yet.`);
  const { port, superuserPassword: password } = secrets;
  return { host: '127.0.0.1', port, user: 'postgres', password, database: EMBEDDED_DATABASE };
}

/** One for all accounts of this demonstration, easy to type, different in every data directory. */
function demoPassword(): string {
  const words = ['river', 'meadow', 'window', 'garden', 'lantern', 'bridge', 'pebble', 'orchard', 'harbour', 'feather'];
  return `${Array.from({ length: 3 }, () => words[randomInt(words.length)]).join('-')}-${randomInt(100, 1000)}`;
}

await seed().finally(closeClients);
