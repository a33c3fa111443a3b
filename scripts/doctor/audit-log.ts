import { withDatabaseLog } from '#app/features/audit/verify/database-log.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { env } from '#app/platform/env/env.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { logKeys } from '#app/platform/transparency/log-key.server.ts';
import { isSignedBy, parseNote } from '#app/platform/transparency/signed-note.server.ts';

const LATEST = `
  SELECT c.note, c.key_version, c.size - (SELECT count(*) FROM audit.leaf) AS difference,
         (SELECT count(*)::int FROM audit.event e
           WHERE e.sequence > coalesce(c.last_sequence, 0) AND e.at < now() - interval '15 minutes') AS waiting
    FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT * FROM audit.checkpoint ORDER BY size DESC LIMIT 1) c ON true`;

type Row = { note: string | null; key_version: number | null; difference: string | null; waiting: number };

/**
 * What is wrong with the log at a glance: the newest checkpoint is not signed by the key module, or is not of the leaves that
 * there are, or events wait for too long. `npm run audit:verify` looks at everything.
 */
export async function auditLogProblems(owner: string): Promise<string[]> {
  const [row] = await withConnection(owner, (client) =>
    withDatabaseLog(client, async () => (await client.query<Row>(LATEST)).rows),
  );
  const { note, key_version: version, difference, waiting } = row!;
  const problems: string[] = [];
  if (waiting > 0)
    problems.push(`${waiting} events wait for more than 15 minutes. Is the server running? npm run audit:checkpoint`);
  if (note === null || version === null) return problems;
  const key = (await logKeys(await keyModule(), env().logName)).get(version);
  if (!key || !isSignedBy(parseNote(note), key)) {
    problems.push(
      'The newest checkpoint is not signed by this key module, or the log had another name (LINDEN_LOG_NAME).',
    );
  }
  if (difference !== '0')
    problems.push('The newest checkpoint has another size than the tree. Ask: npm run audit:verify');
  return problems;
}
