/** Prints the CREATE statements for prisma/schema.prisma (or the file given). `npx tsx scripts/schema-sql.ts [file]` */
import { schemaAsSql } from '#app/platform/db/migration-engine.server.ts';

process.stdout.write(await schemaAsSql(process.argv[2] ?? 'prisma/schema.prisma'));
