import { defineConfig } from 'prisma/config';

/** Prisma's CLI: `generate` and `validate` need no database; `migrate deploy` uses DATABASE_URL (the owner's login). */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'tsx prisma/seed.ts' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
