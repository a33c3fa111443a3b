/** Applies the pending migrations to the database of the environment. `npm run migrate` */
import { addressOf, migrate } from '#app/platform/db/migrate.server.ts';
import { databaseUrls } from '#app/platform/env/env.server.ts';

try {
  const applied = await migrate(addressOf(databaseUrls().owner), 'prisma/migrations');
  process.stdout.write(applied.length > 0 ? `Applied:\n  ${applied.join('\n  ')}\n` : 'Nothing to apply.\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
