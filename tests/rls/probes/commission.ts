import { fresh, insertion, type Ground, type Probe } from './probe.ts';

const LIVE = [
  'case_file',
  'assignment',
  'identity_record',
  'consent',
  'support_session',
  'session_version',
  'referral',
  'task',
  'statement',
  'statement_version',
  'application',
  'evidence',
  'evidence_chunk',
  'evidence_custody',
];
const DELIBERATION = ['review_file', 'review_note', 'review_assignment'];
const JUDGES = ['commission.reviewer', 'commission.secondReviewer', 'commission.chair'];

/** The commission before, beside and after what was handed to it; and the organisations that look at its deliberation. */
export function commission(ground: Ground): Probe[] {
  return [
    ...beforeAndAfter(ground),
    ...sendersSide(ground),
    ...conflicts(ground),
    ...names(ground),
    ...beyondThePacket(ground),
    ...deliberation(),
  ];
}

function reads(actor: string, what: string, sql: string): Probe {
  return { name: `${actor} reads ${what}`, role: 'app', actor, sql };
}

function idsOf({ world }: Ground, name: string) {
  return world.cases[`north.${name}`]!;
}

function beforeAndAfter(ground: Ground): Probe[] {
  const frozen = idsOf(ground, 'frozen')['packet'];
  const referred = idsOf(ground, 'referred')['packet'];
  const withdrawn = idsOf(ground, 'withdrawn')['packet'];
  const expired = idsOf(ground, 'expired')['packet'];
  return ['commission.secretary', ...JUDGES].flatMap((actor) => [
    reads(actor, 'a packet before it is referred', `SELECT 1 FROM casework.packet WHERE id = '${frozen}'`),
    reads(actor, 'pages before referral', `SELECT 1 FROM casework.packet_document WHERE packet_id = '${frozen}'`),
    reads(actor, 'pages before acceptance', `SELECT 1 FROM casework.packet_document WHERE packet_id = '${referred}'`),
    reads(actor, 'keys before acceptance', `SELECT 1 FROM keys.sealed_key WHERE subject_id = '${referred}'`),
    reads(actor, 'a withdrawn packet', `SELECT 1 FROM casework.packet WHERE id = '${withdrawn}'`),
    reads(actor, 'pages after withdrawal', `SELECT 1 FROM casework.packet_document WHERE packet_id = '${withdrawn}'`),
    reads(actor, 'what was sent later, after withdrawal', `SELECT 1 FROM casework.supplement WHERE packet_id = '${withdrawn}'`),
    reads(actor, 'what was sent later with a packet that ran out', `SELECT 1 FROM casework.supplement WHERE packet_id = '${expired}'`),
    reads(actor, 'keys after withdrawal', `SELECT 1 FROM keys.sealed_key WHERE subject_id = '${withdrawn}'`),
    reads(actor, 'a packet that ran out', `SELECT 1 FROM casework.packet WHERE id = '${expired}'`),
    reads(actor, 'what a packet that ran out stood on', `SELECT 1 FROM casework.packet_consent WHERE packet_id = '${expired}'`),
    reads(actor, 'pages of a packet that ran out', `SELECT 1 FROM casework.packet_document WHERE packet_id = '${expired}'`),
    reads(actor, 'keys of a packet that ran out', `SELECT 1 FROM keys.sealed_key WHERE subject_id = '${expired}'`),
    {
      name: `${actor} lets a packet run for longer`,
      role: 'app' as const,
      actor,
      sql: `UPDATE casework.packet SET expires_on = '2999-01-01' WHERE id IN ('${referred}', '${expired}')`,
    },
    {
      name: `${actor} moves a packet that ran out, without looking`,
      role: 'app' as const,
      actor,
      sql: `UPDATE casework.packet SET state = 'decided' FROM (SELECT '${expired}'::uuid AS wanted) w WHERE id = w.wanted`,
    },
    {
      name: `${actor} gives back what was withdrawn from a packet`,
      role: 'app' as const,
      actor,
      sql: `UPDATE casework.packet_consent SET withdrawn_at = NULL WHERE packet_id = '${withdrawn}'`,
    },
    {
      name: `${actor} takes away a key`,
      role: 'app' as const,
      actor,
      sql: `DELETE FROM keys.sealed_key WHERE subject_id IN ('${referred}', '${withdrawn}')`,
    },
    {
      name: `${actor} takes a packet that was not referred`,
      role: 'app' as const,
      actor,
      sql: `UPDATE casework.packet SET referred_at = now() WHERE id = '${frozen}'`,
    },
    {
      name: `${actor} brings a withdrawn packet back`,
      role: 'app' as const,
      actor,
      sql: `UPDATE casework.packet SET withdrawn_at = NULL WHERE id = '${withdrawn}'`,
    },
  ]);
}

/** What was withdrawn stays so for those who withdrew it, and a packet under way keeps its keys. */
function sendersSide(ground: Ground): Probe[] {
  const withdrawn = idsOf(ground, 'withdrawn');
  const referred = idsOf(ground, 'referred');
  const lawyer = { role: 'app', actor: 'north.lawyer' } as const;
  const changes: [string, string][] = [
    ['brings a withdrawn packet back', `UPDATE casework.packet SET withdrawn_at = NULL WHERE id = '${withdrawn['packet']}'`],
    ['brings back what a packet stood on', `UPDATE casework.packet_consent SET withdrawn_at = NULL WHERE packet_id = '${withdrawn['packet']}'`],
    ['widens a consent', `UPDATE casework.consent SET categories = '{identity}' WHERE id = '${referred['consent']}'`],
    ['lets a consent run for longer', `UPDATE casework.consent SET expires_on = '2999-01-01' WHERE id = '${referred['consent']}'`],
    ['lets a packet run for longer', `UPDATE casework.packet SET expires_on = '2999-01-01' WHERE id = '${referred['packet']}'`],
    ['moves a consent to another packet', `UPDATE casework.packet_consent SET packet_id = packet_id WHERE packet_id = '${referred['packet']}'`],
    ['takes away a key of a packet under way', `DELETE FROM keys.sealed_key WHERE subject_id = '${referred['packet']}'`],
  ];
  return [
    ...changes.map(([what, sql]) => ({ ...lawyer, name: `north.lawyer ${what}`, sql })),
    reads('north.lawyer', 'pages of her own withdrawn packet', `SELECT 1 FROM casework.packet_document WHERE packet_id = '${withdrawn['packet']}'`),
  ];
}

/** `accepted`: the second reviewer has not declared. `conflict`: the reviewer declared one. */
function conflicts(ground: Ground): Probe[] {
  const { world, sample } = ground;
  const accepted = idsOf(ground, 'accepted');
  const conflict = idsOf(ground, 'conflict');
  const noteFor = (actor: string, ids: typeof accepted) => ({
    ...fresh(sample('casework.review_note', 'commission')!),
    ...{
      member_id: world.actors[actor]!.id,
      packet_id: ids['packet'],
      review_file_id: ids['review_file'],
      criterion: 'other',
    },
  });
  const assignment = fresh(sample('casework.review_assignment', 'commission')!);
  const undeclared = 'commission.secondReviewer';
  const declared = 'commission.reviewer';
  const as = (actor: string) => ({ role: 'app', actor }) as const;
  return [
    reads(
      undeclared,
      'pages before declaring',
      `SELECT 1 FROM casework.packet_document WHERE packet_id = '${accepted['packet']}'`,
    ),
    reads(
      undeclared,
      'keys before declaring',
      `SELECT 1 FROM keys.sealed_key WHERE subject_id = '${accepted['packet']}'`,
    ),
    {
      ...as(undeclared),
      name: 'notes before declaring',
      ...insertion('casework.review_note', noteFor(undeclared, accepted)),
    },
    reads(declared, 'the packet of her conflict', `SELECT 1 FROM casework.packet WHERE id = '${conflict['packet']}'`),
    reads(
      declared,
      'pages of her conflict',
      `SELECT 1 FROM casework.packet_document WHERE packet_id = '${conflict['packet']}'`,
    ),
    reads(declared, 'keys of her conflict', `SELECT 1 FROM keys.sealed_key WHERE subject_id = '${conflict['packet']}'`),
    reads(
      declared,
      'notes of her conflict',
      `SELECT 1 FROM casework.review_note WHERE review_file_id = '${conflict['review_file']}'`,
    ),
    {
      ...as(declared),
      name: 'notes in spite of her conflict',
      ...insertion('casework.review_note', noteFor(declared, conflict)),
    },
    {
      ...as(declared),
      name: 'takes her conflict back',
      sql: `UPDATE casework.review_assignment SET conflict = 'none' WHERE conflict = 'declared'`,
    },
    {
      ...as(declared),
      name: 'declares for a colleague',
      sql: `UPDATE casework.review_assignment SET conflict = 'none' WHERE member_id <> '${world.actors[declared]!.id}'`,
    },
    {
      ...as(declared),
      name: 'moves her assignment to another packet',
      sql: `UPDATE casework.review_assignment SET packet_id = '${conflict['packet']}'`,
    },
    {
      ...as(declared),
      name: 'moves her assignment to another file',
      sql: 'UPDATE casework.review_assignment SET review_file_id = review_file_id',
    },
    ...[declared, undeclared].map((actor) => ({
      ...{ ...as(actor), name: `${actor} assigns herself` },
      ...insertion('casework.review_assignment', {
        ...assignment,
        member_id: world.actors[actor]!.id,
        assigned_by: world.actors[actor]!.id,
        conflict: 'none',
      }),
    })),
    {
      ...as(declared),
      name: 'notes in a colleague’s name',
      ...insertion('casework.review_note', noteFor(undeclared, accepted)),
    },
    {
      ...as(declared),
      name: 'reads a colleague’s notes in a file of her conflict',
      sql: `SELECT 1 FROM casework.review_note WHERE id = '${conflict['review_note.secondReviewer']}'`,
    },
    {
      ...as(declared),
      name: 'registers a file',
      ...insertion('casework.review_file', fresh(sample('casework.review_file', 'commission')!)),
    },
    {
      role: 'superuser',
      actor: 'nobody',
      name: 'a note that names one packet and another file, without row-level security',
      ...insertion('casework.review_note', { ...noteFor(declared, accepted), packet_id: conflict['packet'] }),
    },
    {
      role: 'superuser',
      actor: 'nobody',
      name: 'an assignment that names one packet and another file, without row-level security',
      ...insertion('casework.review_assignment', {
        ...assignment,
        member_id: world.actors['commission.chair']!.id,
        packet_id: conflict['packet'],
        review_file_id: accepted['review_file'],
      }),
    },
  ];
}

function names(ground: Ground): Probe[] {
  return JUDGES.flatMap((actor) => [
    reads(actor, 'identity sheets', `SELECT 1 FROM casework.packet_document WHERE compartment = 'identity'`),
    reads(
      actor,
      'identity sheets of the accepted packet',
      `SELECT 1 FROM casework.packet_document WHERE id = '${idsOf(ground, 'accepted')['packet_document.identity']}'`,
    ),
    reads(actor, 'keys of identity sheets', `SELECT 1 FROM keys.sealed_key WHERE compartment = 'identity_sheet'`),
    {
      name: `${actor} writes a page`,
      role: 'app' as const,
      actor,
      ...insertion('casework.packet_document', fresh(ground.sample('casework.packet_document', 'north')!)),
    },
  ]);
}

function beyondThePacket({ sample, world }: Ground): Probe[] {
  return ['commission.secretary', 'commission.reviewer', 'commission.chair'].flatMap((actor) => [
    ...LIVE.map((table) => reads(actor, `the live ${table}`, `SELECT 1 FROM casework.${table}`)),
    reads(
      actor,
      'content keys of an organisation',
      `SELECT 1 FROM keys.content_key WHERE subject_kind IN ('case', 'packet')`,
    ),
    ...['consent_id', 'organisation_id', 'snapshot_sha256', 'sender_signature', 'code'].map((column) => ({
      ...{
        name: `${actor} changes ${column} of a packet`,
        role: 'app' as const,
        actor,
        sql: `UPDATE casework.packet SET ${column} = ${column}`,
      },
    })),
    {
      name: `${actor} records a consent`,
      role: 'app' as const,
      actor,
      ...insertion('casework.consent', {
        ...fresh(sample('casework.consent', 'north')!),
        recorded_by: world.actors[actor]!.id,
      }),
    },
  ]);
}

function deliberation(): Probe[] {
  const actors = [
    'north.caseworker',
    'north.lawyer',
    'north.supervisor',
    'north.custodian',
    'south.lawyer',
    'undp.analyst',
    'host.operator',
  ];
  return actors.flatMap((actor) => [
    ...DELIBERATION.map((table) => reads(actor, table, `SELECT 1 FROM casework.${table}`)),
    {
      name: `${actor} changes a file`,
      role: 'app' as const,
      actor,
      sql: `UPDATE casework.review_file SET state = 'recognised'`,
    },
    reads(actor, 'keys of files', `SELECT 1 FROM keys.content_key WHERE subject_kind = 'review_file'`),
  ]);
}
