import type pg from 'pg';
import type { StoredCheckpoint, StoredEvent, StoredLeaf, StoredLog, StoredSubtree } from './stored-log.ts';

const PAGE = 2_000;
const LOWEST = -(2n ** 63n);
/** In microseconds; a moment that is not finite has none. */
const MICROSECONDS = (column: string) =>
  `CASE WHEN isfinite(${column}) THEN (extract(epoch FROM ${column}) * 1000000)::bigint END`;

const EVENT = `e.sequence, e.id, ${MICROSECONDS('e.at')}, e.actor_id, e.actor_organisation_id, e.organisation_id, e.type,
  e.action, e.outcome, e.resource_kind, e.resource_id, e.case_id, e.consent_id, e.purpose, e.detail::text, e.payload_hash`;

/**
 * Runs `use` on the log as it is at this moment: one snapshot, read only, as the owner, whose login alone may see the whole
 * log and only for this task.
 */
export async function withDatabaseLog<Result>(
  client: pg.Client,
  use: (log: StoredLog) => Promise<Result>,
): Promise<Result> {
  await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await use(await databaseLog(client));
  } finally {
    await client.query('ROLLBACK');
  }
}

/** The log as the connection's open transaction sees it. */
export async function databaseLog(client: pg.Client): Promise<StoredLog> {
  await client.query("SELECT set_config('linden.task', 'verify', true)");
  return {
    leaves: () => leaves(client),
    looseEvents: () => looseEvents(client),
    subtrees: () => subtrees(client),
    checkpoints: () => checkpoints(client),
  };
}

async function* leaves(client: pg.Client): AsyncGenerator<StoredLeaf> {
  const sql = `WITH page AS MATERIALIZED (SELECT * FROM audit.leaf WHERE position >= $1 ORDER BY position LIMIT ${PAGE})
    SELECT l.position, l.sequence, l.leaf_hash, ${EVENT}
    FROM page l LEFT JOIN audit.event e ON e.sequence = l.sequence ORDER BY l.position`;
  for await (const [position, sequence, leafHash, ...event] of pages(client, sql)) {
    yield {
      position: BigInt(position as string),
      sequence: BigInt(sequence as string),
      leafHash: leafHash as Buffer,
      event: event[0] === null ? null : eventOf(event),
    };
  }
}

async function* looseEvents(client: pg.Client): AsyncGenerator<bigint> {
  const sql = `SELECT e.sequence FROM audit.event e
    WHERE e.sequence >= $1 AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.sequence = e.sequence)
    ORDER BY e.sequence LIMIT ${PAGE}`;
  for await (const [sequence] of pages(client, sql)) yield BigInt(sequence as string);
}

async function* subtrees(client: pg.Client): AsyncGenerator<StoredSubtree> {
  const sql = 'SELECT level, position, hash FROM audit.subtree';
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
  for (const [level, position, hash] of rows) {
    yield { level: level as number, position: BigInt(position as string), hash: hash as Buffer };
  }
}

async function* checkpoints(client: pg.Client): AsyncGenerator<StoredCheckpoint> {
  const sql = `SELECT size, root, last_sequence, note, key_version, ${MICROSECONDS('at')}
    FROM audit.checkpoint WHERE size >= $1 ORDER BY size LIMIT ${PAGE}`;
  for await (const [size, root, lastSequence, note, keyVersion, at] of pages(client, sql)) {
    yield {
      size: BigInt(size as string),
      root: root as Buffer,
      lastSequence: BigInt(lastSequence as string),
      note: note as string,
      keyVersion: keyVersion as number,
      atMicroseconds: at === null ? null : BigInt(at as string),
    };
  }
}

/** Rows whose first column is a key, page by page: `$1` is the least key of the next page. */
async function* pages(client: pg.Client, sql: string): AsyncGenerator<unknown[]> {
  for (let from = LOWEST; ;) {
    const { rows } = await client.query<unknown[]>({ text: sql, values: [String(from)], rowMode: 'array' });
    yield* rows;
    if (rows.length < PAGE) return;
    from = BigInt(rows.at(-1)![0] as string) + 1n;
  }
}

function eventOf(row: unknown[]): StoredEvent {
  const [sequence, id, at, actorId, actorOrganisationId, organisationId, type, action, outcome, ...rest] = row;
  const [resourceKind, resourceId, caseId, consentId, purpose, detail, payloadHash] = rest;
  return {
    sequence: BigInt(sequence as string),
    id,
    atMicroseconds: at === null ? null : BigInt(at as string),
    ...{ actorId, actorOrganisationId, organisationId, type, action, outcome },
    ...{ resourceKind, resourceId, caseId, consentId, purpose, detail, payloadHash },
  } as StoredEvent;
}
