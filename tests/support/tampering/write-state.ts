import type pg from 'pg';
import type { LogState } from './log-state.ts';

type Written = {
  table: string;
  key: string;
  columns: readonly string[];
  rows: ReadonlyMap<string, readonly unknown[]>;
};

const bytes = (value: Buffer) => `\\x${value.toString('hex')}`;
const moment = (microseconds: bigint | null) =>
  microseconds === null
    ? 'infinity'
    : `${new Date(Number(microseconds / 1000n)).toISOString().slice(0, -1)}${String(microseconds % 1000n).padStart(3, '0')}Z`;

/** Makes the database's log what `wanted` says, by deleting and inserting the rows that differ from `present`. */
export async function writeState(client: pg.Client, present: LogState, wanted: LogState): Promise<void> {
  const before = tablesOf(present);
  for (const [index, { table, key, columns, rows }] of tablesOf(wanted).entries()) {
    const old = before[index]!.rows;
    const differs = (id: string) => JSON.stringify(rows.get(id)) !== JSON.stringify(old.get(id));
    const gone = [...old.keys()].filter(differs);
    const added = [...rows].filter(([id]) => differs(id)).map(([, row]) => row);
    if (gone.length > 0) await client.query(`DELETE FROM ${table} WHERE ${key} = ANY ($1)`, [gone]);
    for (const row of added) {
      const places = columns.map((_, position) => `$${position + 1}`).join(', ');
      await client.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, [...row]);
    }
  }
}

function tablesOf({ events, leaves, subtrees, checkpoints }: LogState): Written[] {
  return [
    {
      table: 'audit.event',
      key: 'sequence::text',
      columns: [
        ...[
          'sequence',
          'id',
          'at',
          'actor_id',
          'actor_organisation_id',
          'organisation_id',
          'type',
          'action',
          'outcome',
        ],
        ...['resource_kind', 'resource_id', 'case_id', 'consent_id', 'purpose', 'detail', 'payload_hash'],
      ],
      rows: new Map(
        events.map((event) => [
          String(event.sequence),
          [
            String(event.sequence),
            event.id,
            moment(event.atMicroseconds),
            ...[
              event.actorId,
              event.actorOrganisationId,
              event.organisationId,
              event.type,
              event.action,
              event.outcome,
            ],
            ...[event.resourceKind, event.resourceId, event.caseId, event.consentId, event.purpose, event.detail],
            bytes(event.payloadHash),
          ],
        ]),
      ),
    },
    {
      table: 'audit.leaf',
      key: 'position::text',
      columns: ['position', 'sequence', 'leaf_hash'],
      rows: new Map(
        leaves.map(({ position, sequence, leafHash }) => [
          String(position),
          [String(position), String(sequence), bytes(leafHash)],
        ]),
      ),
    },
    {
      table: 'audit.subtree',
      key: "level || '/' || position",
      columns: ['level', 'position', 'hash'],
      rows: new Map(
        subtrees.map(({ level, position, hash }) => [`${level}/${position}`, [level, String(position), bytes(hash)]]),
      ),
    },
    {
      table: 'audit.checkpoint',
      key: 'size::text',
      columns: ['size', 'root', 'last_sequence', 'note', 'key_version', 'at'],
      rows: new Map(
        checkpoints.map((checkpoint) => [
          String(checkpoint.size),
          [
            String(checkpoint.size),
            bytes(checkpoint.root),
            String(checkpoint.lastSequence),
            checkpoint.note,
            checkpoint.keyVersion,
            moment(checkpoint.atMicroseconds),
          ],
        ]),
      ),
    },
  ];
}
