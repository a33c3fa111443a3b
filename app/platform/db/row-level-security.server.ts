import type { DatabaseAddress } from './migration-adapter.server.ts';
import { withConnection } from './roles.server.ts';

/** Every schema of Linden's; `public` holds Prisma's history of migrations only. */
export const SCHEMAS = ['directory', 'keys', 'casework', 'audit', 'statistics'];

/**
 * The tables (`schema.table`) on which row-level security is not both enabled and forced, or which have no policy though
 * a role other than the owner may use them. Empty when the third net is whole.
 */
export async function tablesWithoutRowSecurity(address: DatabaseAddress | string): Promise<string[]> {
  const { rows } = await withConnection(address, (client) =>
    client.query<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname AS name
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p')
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                   AND (EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
                        OR NOT EXISTS (SELECT 1 FROM aclexplode(c.relacl) a WHERE a.grantee <> c.relowner)))
        ORDER BY name`,
      [SCHEMAS],
    ),
  );
  return rows.map(({ name }) => name);
}
