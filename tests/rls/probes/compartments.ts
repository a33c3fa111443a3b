import { fresh, insertion, type Ground, type Probe } from './probe.ts';

const OF_A_CASE = [
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
const LEGAL = ['statement', 'statement_version', 'evidence', 'evidence_chunk', 'evidence_custody'];
const CONTENT = [
  ...OF_A_CASE,
  'case_file',
  'group_session',
  'packet',
  'packet_document',
  'letter',
  'review_file',
  'review_note',
];
const OVERSEERS = [
  ...['north.custodian', 'north.auditor', 'north.approver', 'commission.custodian', 'commission.auditor'],
  ...['undp.analyst', 'host.operator', 'host.auditor'],
];

/** Members who look where their role, their assignment or their hours do not reach. */
export function compartments(ground: Ground): Probe[] {
  return [
    ...withinTheHouse(ground),
    ...unassigned(ground),
    ...supervisors(ground),
    ...overseers(),
    ...promotions(ground),
  ];
}

function reads(actor: string, what: string, sql: string): Probe {
  return { name: `${actor} reads ${what}`, role: 'app', actor, sql };
}

function withinTheHouse(ground: Ground): Probe[] {
  const { world, sample } = ground;
  const own = world.cases['north.started']!;
  const session = (compartment: string) =>
    sample('casework.support_session', 'north') && {
      ...fresh(sample('casework.support_session', 'north')!),
      ...{ case_id: own['case_file'], compartment, group_session_id: null },
    };
  const counselling = `compartment = 'psychosocial' AND organisation_id = '${world.organisations.north}'`;
  const law = `compartment = 'legal' AND organisation_id = '${world.organisations.north}'`;
  return [
    reads('north.lawyer', 'counselling notes', `SELECT 1 FROM casework.support_session WHERE ${counselling}`),
    reads('north.lawyer', 'earlier counselling notes', `SELECT 1 FROM casework.session_version WHERE ${counselling}`),
    reads('north.caseworker', 'earlier counselling notes', `SELECT 1 FROM casework.session_version WHERE ${counselling}`),
    reads('north.lawyer', 'a counselling group', `SELECT 1 FROM casework.group_session WHERE ${counselling}`),
    reads('north.lawyer', 'keys of counselling notes', `SELECT 1 FROM keys.content_key WHERE ${counselling}`),
    {
      name: 'north.lawyer writes a counselling note',
      role: 'app',
      actor: 'north.lawyer',
      ...insertion('casework.support_session', session('psychosocial')!),
    },
    {
      name: 'north.counsellor writes a legal note',
      role: 'app',
      actor: 'north.counsellor',
      ...insertion('casework.support_session', session('legal')!),
    },
    {
      name: 'north.caseworker writes a legal note',
      role: 'app',
      actor: 'north.caseworker',
      ...insertion('casework.support_session', session('legal')!),
    },
    {
      name: 'north.caseworker changes a counselling note',
      role: 'app',
      actor: 'north.caseworker',
      sql: `UPDATE casework.support_session SET note_ct = NULL WHERE ${counselling}`,
    },
    {
      name: 'north.lawyer moves a legal note to counselling',
      role: 'app',
      actor: 'north.lawyer',
      sql: `UPDATE casework.support_session SET compartment = 'psychosocial' WHERE ${law}`,
    },
    reads('north.caseworker', 'keys of legal content', `SELECT 1 FROM keys.content_key WHERE ${law}`),
    reads('north.caseworker', 'keys of counselling notes', `SELECT 1 FROM keys.content_key WHERE ${counselling}`),
    reads('north.counsellor', 'keys of legal content', `SELECT 1 FROM keys.content_key WHERE ${law}`),
    reads('north.counsellor', 'legal notes', `SELECT 1 FROM casework.support_session WHERE ${law}`),
    ...['north.caseworker', 'north.counsellor'].flatMap((actor) => [
      ...LEGAL.map((table) => reads(actor, table, `SELECT 1 FROM casework.${table}`)),
      reads(actor, 'a coded packet', `SELECT 1 FROM casework.packet_document WHERE ${law}`),
      reads(actor, 'a letter of the commission', 'SELECT 1 FROM casework.letter'),
      reads(actor, 'the key of a letter', `SELECT 1 FROM keys.sealed_key WHERE subject_kind = 'letter'`),
    ]),
  ];
}

function unassigned({ world }: Ground): Probe[] {
  const of = (name: string) => world.cases[name]!['case_file'];
  const pairs = [
    ['north.colleague', 'north.started'],
    ['north.secondLawyer', 'north.accepted'],
    ['north.caseworker', 'north.others'],
  ] as const;
  return pairs.flatMap(([actor, name]) => [
    reads(actor, `an unassigned case (${name})`, `SELECT 1 FROM casework.case_file WHERE id = '${of(name)}'`),
    ...OF_A_CASE.map((table) =>
      reads(actor, `${table} of an unassigned case`, `SELECT 1 FROM casework.${table} WHERE case_id = '${of(name)}'`),
    ),
    reads(actor, 'who read an unassigned case', `SELECT type FROM audit.event WHERE case_id = '${of(name)}'`),
    reads(actor, 'keys of an unassigned case', `SELECT 1 FROM keys.content_key WHERE subject_id = '${of(name)}'`),
    {
      name: `${actor} changes an unassigned case`,
      role: 'app' as const,
      actor,
      sql: `UPDATE casework.case_file SET step = 'closure' WHERE id = '${of(name)}'`,
    },
  ]);
}

function supervisors({ world }: Ground): Probe[] {
  const actor = 'north.supervisor';
  const cases = {
    unassigned: world.cases['north.started']!['case_file'],
    'after four hours': world.cases['north.oldGlass']!['case_file'],
  };
  const glass = world.cases['north.glass']!['case_file'];
  const never = ['identity_record', ...LEGAL];
  return [
    ...Object.entries(cases).flatMap(([when, id]) =>
      [...never, 'consent', 'support_session', 'session_version', 'referral'].map((table) =>
        reads(actor, `${table} ${when}`, `SELECT 1 FROM casework.${table} WHERE case_id = '${id}'`),
      ),
    ),
    ...never.map((table) =>
      reads(actor, `${table} behind broken glass`, `SELECT 1 FROM casework.${table} WHERE case_id = '${glass}'`),
    ),
    reads(
      actor,
      'counselling and legal notes behind broken glass',
      `SELECT 1 FROM casework.support_session WHERE case_id = '${glass}' AND compartment <> 'casework'`,
    ),
    reads(
      actor,
      'earlier counselling and legal notes behind broken glass',
      `SELECT 1 FROM casework.session_version WHERE case_id = '${glass}' AND compartment <> 'casework'`,
    ),
    reads(actor, 'keys other than casework', `SELECT 1 FROM keys.content_key WHERE compartment <> 'casework'`),
    reads(actor, 'documents of packets', 'SELECT 1 FROM casework.packet_document'),
    reads(actor, 'letters', 'SELECT 1 FROM casework.letter'),
    {
      name: 'supervisor prolongs her hours',
      role: 'app',
      actor,
      sql: `UPDATE casework.break_glass SET expires_at = now() + interval '1 year'`,
    },
    { name: 'supervisor moves a packet', role: 'app', actor, sql: 'UPDATE casework.packet SET referred_at = now()' },
  ];
}

function overseers(): Probe[] {
  return OVERSEERS.flatMap((actor) => [
    ...CONTENT.map((table) => reads(actor, table, `SELECT 1 FROM casework.${table}`)),
    reads(actor, 'content keys', 'SELECT 1 FROM keys.content_key'),
    reads(actor, 'sealed keys', 'SELECT 1 FROM keys.sealed_key'),
  ]);
}

/** Rights that a member would give to herself. */
function promotions(ground: Ground): Probe[] {
  const { world, sample } = ground;
  const as = (actor: string) => ({ role: 'app', actor }) as const;
  const me = (actor: string) => world.actors[actor]!.id;
  const assignment = {
    ...fresh(sample('casework.assignment', 'north')!),
    case_id: world.cases['north.others']!['case_file'],
    ended_at: null,
  };
  const glass = fresh(sample('casework.break_glass', 'north')!);
  const packet = fresh(sample('casework.packet', 'north')!);
  const hours = (opened: number, length: number) => ({
    opened_at: new Date(Date.now() + opened * 3_600_000).toISOString(),
    expires_at: new Date(Date.now() + (opened + length) * 3_600_000).toISOString(),
  });
  const selfAssigned = (actor: string) =>
    insertion('casework.assignment', { ...assignment, member_id: me(actor), assigned_by: me(actor) });
  return [
    ...[
      'north.caseworker',
      'north.counsellor',
      'north.lawyer',
      'north.custodian',
      'north.auditor',
      'north.approver',
    ].map((actor) => ({
      ...{ ...as(actor), name: `${actor} assigns herself`, ...selfAssigned(actor) },
    })),
    {
      ...as('north.supervisor'),
      name: 'assigns in somebody else’s name',
      ...insertion('casework.assignment', {
        ...assignment,
        member_id: me('north.lawyer'),
        assigned_by: me('north.caseworker'),
      }),
    },
    {
      ...as('north.caseworker'),
      name: 'a worker ends a colleague’s assignment',
      sql: 'UPDATE casework.assignment SET ended_at = now()',
    },
    {
      ...as('north.supervisor'),
      name: 'moves an assignment to another case',
      sql: `UPDATE casework.assignment SET case_id = '${assignment.case_id}'`,
    },
    {
      ...as('north.caseworker'),
      name: 'a caseworker breaks the glass',
      ...insertion('casework.break_glass', { ...glass, member_id: me('north.caseworker') }),
    },
    {
      ...as('north.supervisor'),
      name: 'glass for five hours',
      ...insertion('casework.break_glass', { ...glass, ...hours(0, 5) }),
    },
    {
      ...as('north.supervisor'),
      name: 'glass from tomorrow on',
      ...insertion('casework.break_glass', { ...glass, ...hours(24, 4) }),
    },
    ...['north.caseworker', 'north.counsellor', 'north.supervisor', 'north.custodian'].map((actor) => ({
      ...{
        ...as(actor),
        name: `${actor} freezes a packet`,
        ...insertion('casework.packet', { ...packet, frozen_by: me(actor) }),
      },
    })),
    ...['sender_signature', 'snapshot_sha256', 'consent_id', 'recipient_organisation_id', 'frozen_at'].map(
      (column) => ({
        ...{
          ...as('north.lawyer'),
          name: `changes ${column} of a frozen packet`,
          sql: `UPDATE casework.packet SET ${column} = ${column}`,
        },
      }),
    ),
    {
      ...as('north.lawyer'),
      name: 'changes a page of a frozen packet',
      sql: 'UPDATE casework.packet_document SET content_ct = content_ct',
    },
    {
      ...as('north.lawyer'),
      name: 'changes what happened to a packet',
      sql: 'UPDATE casework.packet_event SET happened_on = happened_on',
    },
    { ...as('north.lawyer'), name: 'changes the custody log', sql: 'UPDATE casework.evidence_custody SET at = at' },
    { ...as('north.lawyer'), name: 'rewrites a letter', sql: 'UPDATE casework.letter SET body_ct = body_ct' },
    {
      ...as('north.lawyer'),
      name: 'writes a letter',
      ...insertion('casework.letter', {
        ...fresh(sample('casework.letter', 'commission')!),
        sent_by: me('north.lawyer'),
      }),
    },
    { ...as('north.lawyer'), name: 'verifies a rule', sql: 'UPDATE casework.setting SET verified_at = now()' },
    {
      ...as('north.supervisor'),
      name: 'approves totals',
      ...insertion('statistics.total_approval', {
        ...fresh(sample('statistics.total_approval', 'north')!),
        approved_by: me('north.supervisor'),
      }),
    },
    { ...as('north.lawyer'), name: 'counts facts one by one', sql: 'SELECT 1 FROM statistics.fact' },
    {
      ...as('north.auditor'),
      name: 'an auditor invents a fact',
      ...insertion('statistics.fact', fresh(sample('statistics.fact', 'north')!)),
    },
    {
      ...as('north.lawyer'),
      name: 'reads a colleague’s draft',
      sql: `SELECT 1 FROM casework.draft WHERE member_id <> '${me('north.lawyer')}'`,
    },
    {
      ...as('north.lawyer'),
      name: 'reads a colleague’s notices',
      sql: `SELECT 1 FROM casework.notification WHERE member_id <> '${me('north.lawyer')}'`,
    },
    {
      ...as('north.lawyer'),
      name: 'deletes a colleague’s draft',
      sql: `DELETE FROM casework.draft WHERE member_id <> '${me('north.lawyer')}'`,
    },
    { ...as('north.lawyer'), name: 'deletes a case', sql: 'DELETE FROM casework.case_file' },
    { ...as('north.lawyer'), name: 'gives herself a role', sql: `UPDATE directory.member SET roles = '{supervisor}'` },
    { ...as('north.lawyer'), name: 'reads password verifiers', sql: 'SELECT password_verifier FROM directory.member' },
    { ...as('north.lawyer'), name: 'reads sealed seeds', sql: 'SELECT wrapped_seed_ct FROM directory.member' },
    { ...as('north.lawyer'), name: 'reads sessions', sql: 'SELECT 1 FROM directory.session' },
    ...accessProbes(ground),
    {
      ...as('north.caseworker'),
      name: 'plants a key in the legal compartment',
      ...insertion('keys.content_key', { ...fresh(sample('keys.content_key', 'north')!), compartment: 'legal' }),
    },
    {
      ...as('north.lawyer'),
      name: 'replaces a vault’s public key',
      sql: 'UPDATE keys.vault SET public_key = public_key',
    },
  ];
}

/** What a custodian may not do though she changes access, and what somebody may not who only says that she is one. */
function accessProbes({ world, sample }: Ground): Probe[] {
  const custodian = { role: 'app', actor: 'north.custodian' } as const;
  const me = world.actors['north.custodian']!.id;
  const colleague = world.actors['north.colleague']!.id;
  const grant = { ...fresh(sample('keys.vault_grant', 'north')!), granted_by: me };
  const assignment = { ...fresh(sample('casework.assignment', 'north')!), assigned_by: me, ended_at: null };
  const vault = fresh(sample('keys.vault', 'north')!);
  const lawyer = { role: 'app', actor: 'north.lawyer' } as const;
  return [
    { ...custodian, name: 'reads sealed seeds of grants', sql: 'SELECT sealed_seed_ct FROM keys.vault_grant' },
    { ...custodian, name: 'reads what sessions keep', sql: 'SELECT secrets_ct FROM directory.session' },
    {
      ...custodian,
      name: 'changes her own entry',
      sql: `UPDATE directory.member SET roles = roles WHERE id = '${me}'`,
    },
    {
      ...custodian,
      name: 'changes a password',
      sql: 'UPDATE directory.member SET password_verifier = password_verifier',
    },
    { ...custodian, name: 'changes a public key', sql: 'UPDATE directory.member SET kem_public_key = kem_public_key' },
    {
      ...custodian,
      name: 'makes a wrapped key hers while nothing is renewed',
      sql: 'UPDATE keys.content_key SET epoch = epoch',
    },
    {
      ...custodian,
      name: 'grants herself a vault',
      ...insertion('keys.vault_grant', { ...grant, member_id: me, compartment: 'legal', epoch: 7 }),
    },
    {
      ...custodian,
      name: 'grants in a colleague’s name',
      ...insertion('keys.vault_grant', { ...grant, member_id: colleague, granted_by: colleague, epoch: 7 }),
    },
    { ...custodian, name: 'drops her newest grant', sql: `DELETE FROM keys.vault_grant WHERE member_id = '${me}'` },
    { ...custodian, name: 'leaves an epoch out', ...insertion('keys.vault', { ...vault, epoch: 9 }) },
    {
      ...custodian,
      name: 'assigns a case that is worked on',
      ...insertion('casework.assignment', { ...assignment, member_id: colleague }),
    },
    { ...custodian, name: 'assigns herself', ...insertion('casework.assignment', { ...assignment, member_id: me }) },
    {
      ...custodian,
      name: 'ends the work of somebody who works',
      sql: `UPDATE casework.assignment SET ended_at = now() WHERE member_id = '${colleague}'`,
    },
    {
      ...custodian,
      name: 'prolongs an emergency access',
      sql: `UPDATE casework.break_glass SET expires_at = now() + interval '1 day'`,
    },
    { ...custodian, name: 'opens a renewal again', sql: `UPDATE keys.rotation SET state = 'open'` },
    { ...lawyer, name: 'reads grants', sql: 'SELECT 1 FROM keys.vault_grant' },
    { ...lawyer, name: 'reads renewals', sql: 'SELECT 1 FROM keys.rotation' },
    { ...lawyer, name: 'signs a colleague out', sql: `DELETE FROM directory.session WHERE member_id = '${colleague}'` },
    {
      ...lawyer,
      name: 'takes a colleague’s grants',
      sql: `DELETE FROM keys.vault_grant WHERE member_id = '${colleague}'`,
    },
  ];
}
