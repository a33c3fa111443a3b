/**
 * Which tables go into which stream of a backup. The records may be kept for long, because they open nothing without the
 * keys; the keys are kept for as many days as `LINDEN_KEY_BACKUP_DAYS` says, so that what was erased is gone everywhere
 * then. A test holds the lists against the database.
 */
export type BackupStream = 'records' | 'keys';

const SCHEMAS = ['directory', 'keys', 'casework', 'audit', 'statistics'] as const;

/** Live for hours at most: whoever restores signs in again. */
const NEVER: readonly string[] = [
  'directory.session',
  'directory.attempt',
  'directory.reading',
  'casework.submission',
  'audit.past_allowed',
];

/**
 * Beside the schema `keys`: drafts, which are sealed under their writers' keys and not under a case's; and the erasures,
 * so that newer keys tell older records what was erased since.
 */
const WITH_KEYS: readonly string[] = ['casework.draft', 'casework.erasure'];

/** The tables of a stream among all that there are, as `schema.table`, in the order of their names. */
export function tablesOf(stream: BackupStream, all: readonly string[]): string[] {
  const kept = all.filter(
    (table) => SCHEMAS.some((schema) => table.startsWith(`${schema}.`)) && !NEVER.includes(table),
  );
  const keys = (table: string) => table.startsWith('keys.') || WITH_KEYS.includes(table);
  return kept
    .filter((table) => (stream === 'keys' ? keys(table) : !keys(table) || table === 'casework.erasure'))
    .sort();
}

/** Every table of Linden's own schemas. */
export const TABLES_SQL = `
  SELECT schemaname || '.' || tablename AS name FROM pg_tables
   WHERE schemaname IN (${SCHEMAS.map((schema) => `'${schema}'`).join(', ')}) ORDER BY 1`;
