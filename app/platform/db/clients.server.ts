import '#app/platform/steady-wasm.server.ts';
import { PrismaPg } from '@prisma/adapter-pg';
import { databaseUrls } from '#app/platform/env/env.server.ts';
import { PrismaClient } from './generated.server/client.ts';
import { roleName, type DatabaseRole } from './role-names.ts';
import { statementNames } from './statement-names.server.ts';

export { PrismaClient };

/** Connections per role. The owner's login is for migrations and has no client. */
const POOL_SIZES = { auth: 4, app: 10, statistics: 2, audit: 3, release: 1 } as const;

export type ClientRole = keyof typeof POOL_SIZES & DatabaseRole;

const clients = new Map<ClientRole, PrismaClient>();

/** The client of one database role, made at its first use. Nothing is logged by it: statements carry personal data. */
export function clientFor(role: ClientRole): PrismaClient {
  const existing = clients.get(role);
  if (existing) return existing;
  const adapter = new PrismaPg(
    {
      connectionString: databaseUrls()[role],
      max: POOL_SIZES[role],
      application_name: roleName(role),
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      statement_timeout: 60_000,
    },
    { statementNameGenerator: statementNames() },
  );
  // A loaded machine is given time to begin; Prisma's own two seconds fail a batch that would have worked.
  const client = new PrismaClient({ adapter, log: [], errorFormat: 'minimal', transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
  clients.set(role, client);
  return client;
}

/** Closes every pool; a later `clientFor` opens a new one. */
export async function closeClients(): Promise<void> {
  const open = [...clients.values()];
  clients.clear();
  await Promise.all(open.map((client) => client.$disconnect()));
}
