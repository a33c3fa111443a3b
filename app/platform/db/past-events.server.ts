import type { DatabaseAddress } from './migration-adapter.server.ts';
import { withConnection } from './roles.server.ts';

/**
 * Lets events be written as of another time, until a moment (a date, or 'infinity'): for the demonstration, drills and tests. Needs the
 * superuser; without it the database takes events of now alone.
 */
export async function allowPastEvents(superuser: DatabaseAddress, until: string): Promise<void> {
  await withConnection(superuser, (client) =>
    client.query('INSERT INTO audit.past_allowed (until) VALUES ($1) ON CONFLICT DO NOTHING', [until]),
  );
}
