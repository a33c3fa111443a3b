import { fresh, insertion, type Ground, type Probe } from './probe.ts';

const STATISTICS_VIEWS = ['statistics.published_release', 'statistics.published_cell'];
const RELEASE_READS = ['statistics.fact', 'statistics.total_approval', 'statistics.release', 'statistics.cell'];
const AUTH_READS = [
  // What is needed before anybody is known: links, recovery codes and what the offline key is sealed to. All of it sealed.
  'directory.invitation',
  'keys.invitation_grant',
  'keys.member_recovery',
  'keys.recovery_grant',
  'keys.recovery_key',
  'directory.organisation',
  'directory.member',
  'directory.session',
  'directory.attempt',
  'directory.second_factor',
  'keys.vault',
  'keys.vault_grant',
];

/** Login roles outside their task: what no actor may do, because no privilege was granted. */
export function privileges(ground: Ground): Probe[] {
  return [...figures(ground), ...audit(ground), ...auditTree(), ...otherTasks(ground)];
}

function figures({ tables }: Ground): Probe[] {
  const analyst = { role: 'statistics', actor: 'undp.analyst' } as const;
  return [
    ...[...tables.keys()].map((table) => ({
      ...analyst,
      name: `statistics selects ${table}`,
      sql: `SELECT 1 FROM ${table}`,
    })),
    ...STATISTICS_VIEWS.map((view) => ({
      ...analyst,
      name: `statistics writes through ${view}`,
      sql: `UPDATE ${view} SET period = period`,
    })),
    { ...analyst, name: 'a count under ten', sql: 'SELECT 1 FROM statistics.published_cell WHERE value < 10' },
    {
      ...analyst,
      name: 'a release that is not published',
      sql: 'SELECT 1 FROM statistics.published_release WHERE published_at IS NULL',
    },
    {
      ...analyst,
      name: 'cells of a release that is not published',
      sql: `SELECT 1 FROM statistics.published_cell WHERE release_id NOT IN (SELECT id FROM statistics.published_release WHERE published_at IS NOT NULL)`,
    },
  ];
}

function audit({ world, sample }: Ground): Probe[] {
  const event = fresh(sample('audit.event', 'north')!);
  const forged = { ...event, actor_id: world.actors['north.caseworker']!.id };
  const trail = `organisation_id = '${world.organisations.south}'`;
  const changes = ["UPDATE audit.event SET outcome = 'done'", 'DELETE FROM audit.event'];
  return [
    ...(['app', 'auth', 'audit', 'statistics', 'release'] as const).flatMap((role) =>
      changes.map((sql) => ({ name: `${role}: ${sql}`, role, actor: 'north.auditor', sql })),
    ),
    {
      name: 'an auditor reads another organisation’s trail',
      role: 'audit',
      actor: 'north.auditor',
      sql: `SELECT 1 FROM audit.event WHERE ${trail}`,
    },
    ...['north.caseworker', 'north.supervisor', 'north.custodian', 'host.operator', 'undp.analyst'].map((actor) => ({
      ...{ name: `${actor} reads the trail`, role: 'audit' as const, actor, sql: 'SELECT 1 FROM audit.event' },
    })),
    ...(['app', 'auth', 'statistics', 'release'] as const).map((role) => ({
      ...{ name: `${role} reads the trail`, role, actor: 'north.auditor', sql: 'SELECT 1 FROM audit.event' },
    })),
    ...['north.supervisor', 'north.custodian', 'commission.secretary', 'host.operator'].map((actor) => ({
      ...{ name: `${actor} reads who read a case`, role: 'app' as const, actor },
      sql: 'SELECT type FROM audit.event WHERE case_id IS NOT NULL',
    })),
    {
      ...{ name: 'a worker reads events of no case', role: 'app', actor: 'north.lawyer' },
      sql: 'SELECT type FROM audit.event WHERE case_id IS NULL',
    },
    {
      ...{ name: 'a worker reads who read in another organisation', role: 'app', actor: 'north.lawyer' },
      sql: `SELECT type FROM audit.event WHERE ${trail}`,
    },
    ...['detail', 'resource_id', 'action', 'payload_hash'].map((column) => ({
      ...{ name: `a worker reads ${column} of events of her case`, role: 'app' as const, actor: 'north.lawyer' },
      sql: `SELECT ${column} FROM audit.event WHERE case_id = '${world.cases['north.started']!['case_file']}'`,
    })),
    { name: 'an event in a colleague’s name', role: 'app', actor: 'north.lawyer', ...insertion('audit.event', forged) },
    {
      name: 'an event of nobody, as the application',
      role: 'app',
      actor: 'nobody',
      ...insertion('audit.event', { ...fresh(event), actor_id: null, actor_organisation_id: null }),
    },
  ];
}

const TREE = {
  'audit.leaf': "(position, sequence, leaf_hash) VALUES (900, 900, decode(md5(random()::text), 'hex'))",
  'audit.subtree': "(level, position, hash) VALUES (8, 900, decode(md5(random()::text), 'hex'))",
  'audit.checkpoint':
    "(size, root, last_sequence, note, key_version, at) VALUES (900, decode(md5(random()::text), 'hex'), 900, 'n', 1, now())",
} as const;

/** The sequencer alone writes the tree, without an actor; nobody changes it, and auditors see checkpoints only. */
function auditTree(): Probe[] {
  const actors = ['north.auditor', 'north.lawyer', 'host.operator', 'nobody', 'left'];
  return Object.entries(TREE).flatMap(([table, values]) => [
    ...(['app', 'auth', 'audit', 'statistics', 'release'] as const).flatMap((role) => [
      ...actors.map((actor) => ({
        ...{ name: `${role} as ${actor} writes ${table}`, role, actor, sql: `INSERT INTO ${table} ${values}` },
      })),
      { name: `${role} empties ${table}`, role, actor: 'nobody', sql: `DELETE FROM ${table}` },
      { name: `${role} changes ${table}`, role, actor: 'nobody', sql: `UPDATE ${table} SET ${columnOf(table)}` },
    ]),
    ...(table === 'audit.checkpoint'
      ? []
      : [
          {
            name: `an auditor reads ${table}`,
            role: 'audit' as const,
            actor: 'north.auditor',
            sql: `SELECT 1 FROM ${table}`,
          },
        ]),
    ...['north.caseworker', 'north.supervisor', 'commission.chair', 'undp.analyst'].map((actor) => ({
      ...{ name: `${actor} reads ${table}`, role: 'app' as const, actor, sql: `SELECT 1 FROM ${table}` },
    })),
  ]);
}

const columnOf = (table: string): string =>
  table === 'audit.checkpoint' ? 'note = note' : table === 'audit.leaf' ? 'sequence = sequence' : 'hash = hash';

function otherTasks({ tables }: Ground): Probe[] {
  const all = [...tables.keys()];
  const beyond = (role: 'auth' | 'release' | 'audit', may: string[], actor: string): Probe[] =>
    all
      .filter((table) => !may.includes(table))
      .map((table) => ({ name: `${role} reads ${table}`, role, actor, sql: `SELECT 1 FROM ${table}` }));
  return [
    ...beyond('auth', AUTH_READS, 'north.lawyer'),
    ...beyond('release', RELEASE_READS, 'north.approver'),
    ...beyond('audit', ['audit.event', 'directory.member', 'directory.organisation'], 'north.lawyer'),
    ...[
      'DELETE FROM directory.member',
      'DELETE FROM directory.organisation',
      'DELETE FROM keys.vault',
      'UPDATE keys.vault SET public_key = public_key',
      'UPDATE keys.vault_grant SET sealed_seed_ct = sealed_seed_ct',
    ].map((sql): Probe => ({ name: `auth: ${sql}`, role: 'auth', actor: 'nobody', sql })),
    ...[
      'UPDATE statistics.fact SET person_key = person_key',
      'DELETE FROM statistics.fact',
      'DELETE FROM statistics.cell',
      'UPDATE statistics.cell SET z = z',
    ].map((sql): Probe => ({ name: `release: ${sql}`, role: 'release', actor: 'north.approver', sql })),
  ];
}
