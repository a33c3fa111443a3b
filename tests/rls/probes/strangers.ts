import { fresh, insertion, type Ground, type Probe } from './probe.ts';

/**
 * What a signed-in member of any organisation may know, if her role needs it: who takes part, public keys, the rules of the
 * procedure, which releases exist, the log's checkpoints.
 */
const KNOWN_TO_MEMBERS = [
  ...['directory.organisation', 'keys.vault', 'casework.setting', 'statistics.release', 'audit.checkpoint'],
];
/** Nothing set, or nothing left: no table shows a row to the application's roles. */
const BEFORE_AN_ACTOR = ['app', 'statistics', 'audit'] as const;
const OTHERS = [
  'north.caseworker',
  'north.counsellor',
  'north.lawyer',
  'north.supervisor',
  'commission.secretary',
  'host.operator',
];

/** Somebody without an actor, with a made-up one, or of another organisation. */
export function strangers(ground: Ground): Probe[] {
  return [...withoutActor(ground), ...otherOrganisation(ground), ...attachments(ground)];
}

function withoutActor({ tables }: Ground): Probe[] {
  return [...tables.keys()].flatMap((table) => [
    ...BEFORE_AN_ACTOR.flatMap((role) =>
      ['nobody', 'left'].map((actor) => ({
        name: `${role} without an actor (${actor}) reads ${table}`,
        role,
        actor,
        sql: `SELECT 1 FROM ${table}`,
      })),
    ),
    ...(KNOWN_TO_MEMBERS.includes(table)
      ? []
      : [
          {
            name: `made-up actor reads ${table}`,
            role: 'app' as const,
            actor: 'stranger',
            sql: `SELECT 1 FROM ${table}`,
          },
        ]),
  ]);
}

function otherOrganisation(ground: Ground): Probe[] {
  const { world, tables } = ground;
  const owned = [...tables].filter(
    ([table, columns]) => columns.includes('organisation_id') && !KNOWN_TO_MEMBERS.includes(table),
  );
  return owned.flatMap(([table]): Probe[] => {
    const foreign = `organisation_id = '${world.organisations.south}'`;
    const row = ground.sample(table, 'south') ?? ground.sample(table, 'commission');
    const probes: Probe[] = [];
    if (ground.sample(table, 'south')) {
      // A secretary sees packets that were referred to her; those probes are the commission's.
      // The host's operator sees whether an organisation has a recovery key (its public key and dates) before he invites for it.
      const readers = OTHERS.filter(
        (actor) =>
          !(actor.startsWith('commission') && TWO_SIDED.includes(table)) &&
          !(actor === 'host.operator' && table === 'keys.recovery_key'),
      );
      for (const actor of readers) {
        probes.push({
          name: `${actor} reads another organisation's ${table}`,
          role: 'app',
          actor,
          sql: `SELECT 1 FROM ${table} WHERE ${foreign}`,
        });
      }
      const changes = { role: 'app', actor: 'north.lawyer' } as const;
      probes.push(
        {
          ...changes,
          name: `changes another organisation's ${table}`,
          sql: `UPDATE ${table} SET organisation_id = organisation_id WHERE ${foreign}`,
        },
        {
          ...changes,
          name: `takes over another organisation's ${table}`,
          sql: `UPDATE ${table} SET organisation_id = '${world.organisations.north}' WHERE ${foreign}`,
        },
        { ...changes, name: `deletes another organisation's ${table}`, sql: `DELETE FROM ${table} WHERE ${foreign}` },
        {
          ...changes,
          name: `counts another organisation's ${table} by a join`,
          sql: `SELECT 1 FROM directory.organisation o JOIN ${table} t ON t.organisation_id = o.id WHERE t.${foreign}`,
        },
      );
    }
    if (row)
      probes.push({
        name: `writes ${table} for another organisation`,
        role: 'app',
        actor: 'north.lawyer',
        ...insertion(table, forger(ground, row)),
      });
    return probes;
  });
}

const TWO_SIDED = [
  'casework.packet',
  'casework.packet_consent',
  'casework.packet_document',
  'casework.packet_event',
  'casework.supplement',
  'keys.sealed_key',
];

/** The other organisation's row, written in the attacker's own name: only the organisation is wrong. */
function forger({ world }: Ground, row: Record<string, unknown>): Record<string, unknown> {
  const me = world.actors['north.lawyer']!.id;
  const signed = ['recorded_by', 'opened_by', 'frozen_by', 'sent_by', 'assigned_by', 'approved_by'].filter(
    (column) => column in row,
  );
  return { ...fresh(row), ...Object.fromEntries(signed.map((column) => [column, me])) };
}

/** Parents of another organisation, or of another case: refused by keys even where row-level security is gone. */
const PARENTS = {
  case_id: 'case_file',
  application_id: 'application',
  statement_id: 'statement',
  evidence_id: 'evidence',
  packet_id: 'packet',
  consent_id: 'consent',
  packet_consent_id: 'packet_consent',
  supplement_id: 'supplement',
  letter_id: 'letter',
  group_session_id: 'group_session',
  review_file_id: 'review_file',
} as const;

function attachments({ world, tables, sample }: Ground): Probe[] {
  const probes: Probe[] = [];
  for (const [table, columns] of tables) {
    if (!table.startsWith('casework.')) continue;
    const row = sample(table, 'north') ?? sample(table, 'commission');
    if (!row) continue;
    for (const [column, parent] of Object.entries(PARENTS)) {
      if (!columns.includes(column) || (table === 'casework.evidence' && column === 'consent_id')) continue;
      const parents = {
        'another organisation': world.cases['south.accepted']?.[parent] ?? world.cases['south.started']?.[parent],
        'another case': world.cases['north.conflict']?.[parent],
      };
      for (const [whose, id] of Object.entries(parents)) {
        const single = column === 'case_id' || column === 'group_session_id';
        const onlyParent = [
          'casework.packet_document',
          'casework.packet_event',
          'casework.letter',
          'casework.review_file',
        ].includes(table);
        if (!id || (whose === 'another case' && (single || onlyParent))) continue;
        const attached = { ...fresh(row), [column]: id };
        probes.push({
          name: `${table}.${column} of ${whose}, without row-level security`,
          role: 'superuser',
          actor: 'nobody',
          ...insertion(table, attached),
        });
        if (whose === 'another organisation')
          probes.push({
            name: `${table}.${column} of ${whose}`,
            role: 'app',
            actor: 'north.lawyer',
            ...insertion(table, attached),
          });
      }
    }
    if (columns.includes('member_id')) {
      const attached = { ...fresh(row), member_id: world.actors['south.lawyer']!.id };
      probes.push({
        name: `${table}.member_id of another organisation`,
        role: 'superuser',
        actor: 'nobody',
        ...insertion(table, attached),
      });
    }
  }
  return probes;
}
