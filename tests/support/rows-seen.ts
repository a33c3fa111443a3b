import type { SignedIn } from '#app/kernel/actor.server.ts';
import { connectedAs } from './database.ts';

/**
 * What one statement gives in plain SQL under a member's own session, past policies and use cases; then undone. `first`: what is done
 * before it in the same transaction.
 */
export async function rowsSeen(
  { actor }: SignedIn,
  sql: string,
  values: unknown[],
  first?: { sql: string; values: unknown[] },
): Promise<Record<string, unknown>[]> {
  return connectedAs('app', async (client) => {
    await client.query('BEGIN');
    await client.query(
      `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true),
              set_config('linden.organisation_kind', $3, true), set_config('linden.roles', $4, true)`,
      [actor.id, actor.organisationId, actor.organisationKind, actor.roles.join(',')],
    );
    try {
      if (first) await client.query(first.sql, first.values);
      return (await client.query(sql, values)).rows;
    } finally {
      await client.query('ROLLBACK');
    }
  });
}
