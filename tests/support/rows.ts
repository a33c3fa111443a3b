import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Actor } from '#app/kernel/actor.server.ts';
import type { OrganisationKind, Role } from '#app/kernel/roles.ts';
import { CAST } from './world.ts';
import { insertRow, type Row } from './insert-row.ts';
import { seedPackets } from './packet-rows.ts';

/**
 * The cast and its cases as bare rows, written by the superuser: every table has rows of both CSOs in every state, and what
 * is sealed in reality is random bytes here. For questions to row-level security, scopes and policies, which open nothing.
 */
export const CASES = [
  'started',
  'frozen',
  'referred',
  'accepted',
  'conflict',
  'withdrawn',
  'expired',
  'closed',
  'others',
  'glass',
  'oldGlass',
] as const;
export type CaseName = (typeof CASES)[number];
/** Cases with a packet. */
export const PACKETS = [
  'frozen',
  'referred',
  'accepted',
  'conflict',
  'withdrawn',
  'expired',
] as const satisfies readonly CaseName[];
/** Cases whose packet the commission registered. */
export const FILES = ['accepted', 'conflict', 'withdrawn', 'expired'] as const satisfies readonly CaseName[];

export type Cso = 'north' | 'south';
export type Ids = Record<string, string>;

export interface SeededRows {
  readonly organisations: Record<keyof typeof CAST, string>;
  /** by `organisation.member`, such as `north.lawyer` */
  readonly actors: Record<string, Actor>;
  /** by `cso.case`: the ids of the case and of its parts, by table */
  readonly cases: Record<string, Ids>;
  readonly release: Ids;
  readonly setting: string;
}

const HOUR = 3_600_000;
export const sealed = () => randomBytes(90);

export async function seedRows(client: pg.Client, now = new Date()): Promise<SeededRows> {
  const actors = await seedDirectory(client, now);
  const organisations = Object.fromEntries(
    Object.values(actors).map((actor) => [actor.organisationName, actor.organisationId]),
  );
  const world = { organisations, actors, cases: {}, release: {}, setting: randomUUID() } as unknown as SeededRows & {
    setting: string;
  };
  await insertRow(client, 'casework.setting', {
    id: world.setting,
    key: 'remedy_days',
    value: '{"days":30}',
    source: 'law',
    valid_from: now,
    created_at: now,
  });
  for (const cso of ['north', 'south'] as const) {
    for (const name of CASES) {
      world.cases[`${cso}.${name}`] = await seedCase(client, world, cso, name, now);
      await seedReading(client, world, cso, name, now);
    }
    await seedGroupSession(client, world, cso, now);
    await seedPackets(client, world, cso, now);
  }
  await seedFigures(client, world, now);
  for (const actor of Object.values(actors)) await seedBelongings(client, actor, now);
  await seedTree(client, now);
  await seedCanaries(client, world, now);
  return world;
}

async function seedDirectory(client: pg.Client, now: Date): Promise<Record<string, Actor>> {
  const actors: Record<string, Actor> = {};
  for (const [name, plan] of Object.entries(CAST)) {
    const id = randomUUID();
    const capabilities = 'capabilities' in plan ? [...plan.capabilities] : [];
    await insertRow(client, 'directory.organisation', {
      id,
      kind: plan.kind,
      name,
      short_name: name,
      capabilities,
      created_at: now,
    });
    for (const [memberName, roles] of Object.entries(plan.members) as [string, Role[]][]) {
      const memberId = randomUUID();
      actors[`${name}.${memberName}`] = {
        id: memberId,
        organisationId: id,
        organisationKind: plan.kind as OrganisationKind,
        organisationName: name,
        capabilities,
        roles,
        displayName: memberName,
        language: 'en',
      };
      await insertRow(client, 'directory.member', {
        ...{
          id: memberId,
          organisation_id: id,
          email: `${memberName}@${name}.example`,
          display_name: memberName,
          roles,
        },
        ...{
          status: 'active',
          language: 'en',
          password_salt: sealed(),
          password_parameters: '',
          password_verifier: sealed(),
        },
        ...{
          pepper_version: 1,
          kem_public_key: sealed(),
          wrapped_seed_ct: sealed(),
          entry_version: 1,
          entry_signature: sealed(),
          created_at: now,
        },
      });
      const session = {
        id_hash: sealed(),
        member_id: memberId,
        organisation_id: id,
        secrets_ct: sealed(),
        stage: 'full',
        device: 'firefox/linux',
        created_at: now,
      };
      await insertRow(client, 'directory.second_factor', {
        ...{ id: randomUUID(), member_id: memberId, organisation_id: id, kind: 'app', secret_ct: sealed() },
        ...{ device: 'firefox/linux', entry_version: 1, entry_signature: sealed(), created_at: now },
      });
      await insertRow(client, 'directory.reading', { member_id: memberId, organisation_id: id, slice: now, opened: 3 });
      await insertRow(client, 'directory.session', {
        ...session,
        last_seen_at: now,
        expires_at: new Date(now.getTime() + HOUR),
      });
    }
  }
  await insertRow(client, 'directory.attempt', { subject_hash: sealed(), attempted_at: now });
  return actors;
}

/** Who works on a case: in `others` and the broken-glass cases only one colleague. */
function workersOf(name: CaseName, cso: Cso): string[] {
  const apart = ['others', 'glass', 'oldGlass'].includes(name);
  if (!apart) return ['caseworker', 'counsellor', 'lawyer'];
  return cso === 'north' ? ['colleague', 'secondLawyer'] : ['caseworker'];
}

async function seedCase(client: pg.Client, world: SeededRows, cso: Cso, name: CaseName, now: Date): Promise<Ids> {
  const organisation_id = world.organisations[cso];
  const member = (short: string) => world.actors[`${cso}.${short}`]!.id;
  const [worker = ''] = workersOf(name, cso).map(member);
  const id = randomUUID();
  const ids: Ids = { case_file: id };
  const add = async (table: string, row: Row) => {
    const rowId = randomUUID();
    ids[table] ??= rowId;
    await insertRow(client, `casework.${table}`, { id: rowId, organisation_id, case_id: id, ...row });
    return rowId;
  };
  const closed_on = name === 'closed' ? now : null;
  await insertRow(client, 'casework.case_file', {
    ...{
      id,
      organisation_id,
      code: `K-${randomBytes(3).toString('hex')}`,
      step: 'engagement',
      readiness: 'not_now',
      opened_on: now,
    },
    ...{ closed_on, last_activity_at: now, opened_by: worker, statistics_link_ct: sealed(), row_version: 1 },
  });
  for (const each of workersOf(name, cso)) {
    await add('assignment', { member_id: member(each), assigned_by: worker, assigned_at: now, ended_at: null });
  }
  await add('assignment', { member_id: member('supervisor'), assigned_by: worker, assigned_at: now, ended_at: now });
  if (name === 'glass' || name === 'oldGlass') {
    const opened_at = new Date(now.getTime() - (name === 'glass' ? 1 : 5) * HOUR);
    const expires_at = new Date(opened_at.getTime() + 4 * HOUR);
    await add('break_glass', {
      member_id: member('supervisor'),
      reason_ct: sealed(),
      opened_at,
      expires_at,
      row_version: 1,
    });
  }
  await add('erasure', {
    ...{ method: 'oral', asked_on: now, requested_by: worker, requested_at: now },
    ...{ state: 'declined', decided_by: member('supervisor'), decided_at: now },
  });
  await add('identity_record', {
    row_version: 1,
    full_name_ct: sealed(),
    phone_ct: sealed(),
    updated_by: worker,
    updated_at: now,
  });
  await add('consent', {
    ...{
      purpose: 'commission_submission',
      decision: 'given',
      method: 'oral',
      language: 'sq',
      interpreter_used: false,
      categories: ['identity', 'statement', 'evidence'],
    },
    ...{ given_on: now, note_ct: sealed(), row_version: 1, recorded_by: worker, recorded_at: now },
  });
  for (const compartment of ['casework', 'psychosocial', 'legal']) {
    const rowId = await add('support_session', {
      ...{
        compartment,
        held_on: now,
        duration_minutes: 50,
        worker_id: worker,
        service_ct: sealed(),
        note_ct: sealed(),
      },
      ...{ row_version: 1, recorded_by: worker, recorded_at: now },
    });
    ids[`support_session.${compartment}`] = rowId;
    ids[`session_version.${compartment}`] = await add('session_version', {
      ...{ session_id: rowId, compartment, version: 1, held_on: now, duration_minutes: 40 },
      ...{ service_ct: sealed(), reason_ct: sealed(), row_version: 1, replaced_by: worker, replaced_at: now },
    });
  }
  await add('referral', {
    ...{ referred_on: now, way: 'told', categories: [], service_ct: sealed(), recipient_ct: sealed() },
    ...{ row_version: 1, recorded_by: worker, recorded_at: now },
  });
  await add('task', {
    kind: 'follow_up',
    assignee_id: worker,
    text_ct: sealed(),
    row_version: 1,
    created_by: worker,
    created_at: now,
  });
  const made = { created_by: worker, created_at: now };
  const statement_id = await add('statement', {
    language: 'sq',
    state: 'drafting',
    current_version: 1,
    row_version: 1,
    ...made,
  });
  await add('statement_version', {
    statement_id,
    version: 1,
    kind: 'saved',
    text_ct: sealed(),
    row_version: 1,
    written_by: worker,
    written_at: now,
  });
  const application_id = await add('application', {
    state: 'ready',
    place_ct: sealed(),
    prepared_by: [worker],
    row_version: 1,
    ...made,
    updated_at: now,
  });
  const evidence_id = await add('evidence', {
    ...{
      application_id,
      evidence_type: 'photo',
      title_ct: sealed(),
      media_type: 'image/png',
      size_bytes: 9,
      sha256_ct: sealed(),
    },
    ...{ row_version: 1, added_by: worker, added_at: now },
  });
  await add('evidence_chunk', { evidence_id, position: 0, content_ct: sealed(), row_version: 1 });
  await add('evidence_custody', {
    evidence_id,
    event: 'added',
    member_id: worker,
    note_ct: sealed(),
    row_version: 1,
    at: now,
  });
  for (const compartment of ['identity', 'casework', 'psychosocial', 'legal'])
    await seedContentKey(client, organisation_id, 'case', id, compartment, now);
  return ids;
}

export function seedContentKey(
  client: pg.Client,
  organisation_id: string,
  subject_kind: string,
  subject_id: string,
  compartment: string,
  now: Date,
) {
  const epochs = { epoch: 1, content_epoch: 1 };
  return insertRow(client, 'keys.content_key', {
    organisation_id,
    subject_kind,
    subject_id,
    compartment,
    ...epochs,
    wrapped_key_ct: sealed(),
    created_at: now,
  });
}

async function seedGroupSession(client: pg.Client, world: SeededRows, cso: Cso, now: Date): Promise<void> {
  const organisation_id = world.organisations[cso];
  const ids = world.cases[`${cso}.started`]!;
  const leader = world.actors[`${cso}.counsellor`]!.id;
  const id = randomUUID();
  ids['group_session'] = id;
  await insertRow(client, 'casework.group_session', {
    ...{
      id,
      organisation_id,
      compartment: 'psychosocial',
      held_on: now,
      duration_minutes: 90,
      leader_id: leader,
      topic_ct: sealed(),
    },
    ...{ row_version: 1, recorded_by: leader, recorded_at: now },
  });
  await client.query('UPDATE casework.support_session SET group_session_id = $1 WHERE id = $2', [
    id,
    ids['support_session.psychosocial'],
  ]);
  await seedContentKey(client, organisation_id, 'group_session', id, 'psychosocial', now);
}

async function seedFigures(client: pg.Client, world: SeededRows, now: Date): Promise<void> {
  for (const cso of ['north', 'south'] as const) {
    await insertRow(client, 'statistics.fact', {
      ...{
        id: randomUUID(),
        organisation_id: world.organisations[cso],
        indicator: 'persons_served_new',
        quarter: '2026-Q1',
        district: 'peja',
      },
      ...{
        sex: 'female',
        age_band: '40_49',
        age_at_time: '18_29',
        community: 'other',
        service_group: 'legal',
        capability: 'legal_aid',
        person_key: sealed(),
      },
    });
    const approval = {
      organisation_id: world.organisations[cso],
      period: `2026-Q1-${cso}`,
      approved_by: world.actors[`${cso}.supervisor`]!.id,
    };
    await insertRow(client, 'statistics.total_approval', { ...approval, approved_at: now });
  }
  for (const [name, published_at] of [
    ['published', now],
    ['unpublished', null],
  ] as const) {
    const id = randomUUID();
    world.release[name] = id;
    await insertRow(client, 'statistics.release', {
      id,
      period: `2026-${name}`,
      plan_version: 1,
      parameters: '{}',
      built_at: now,
      published_at,
    });
    for (const z of [4, 40]) {
      const cell = {
        release_id: id,
        indicator: 'persons_served_new',
        statistic_table: 't',
        categories: '{}',
        period: '2026-Q1',
      };
      await insertRow(client, 'statistics.cell', { ...cell, cell_key: `z${z}`, z });
    }
  }
}

/** One row of each table of the log's tree. */
async function seedTree(client: pg.Client, now: Date): Promise<void> {
  await insertRow(client, 'audit.leaf', { position: 0, sequence: 1, leaf_hash: sealed() });
  await insertRow(client, 'audit.subtree', { level: 8, position: 0, hash: sealed() });
  const signed = { note: 'a note', key_version: 1, at: now };
  await insertRow(client, 'audit.checkpoint', { size: 1, root: sealed(), last_sequence: 1, ...signed });
}

/** One canary of each CSO, opened once. */
async function seedCanaries(client: pg.Client, world: SeededRows, now: Date): Promise<void> {
  for (const cso of ['north', 'south'] as const) {
    const kept = { mark: sealed(), organisation_id: world.organisations[cso] };
    const created = { created_by: world.actors[`${cso}.custodian`]!.id, created_at: now };
    await insertRow(client, 'audit.canary', { ...kept, person_key: sealed(), ...created });
    await insertRow(client, 'audit.canary_alert', {
      ...{ id: randomUUID(), ...kept, member_id: world.actors[`${cso}.supervisor`]!.id, at: now },
    });
  }
}

/** A look at the case by the supervisor. */
async function seedReading(client: pg.Client, world: SeededRows, cso: Cso, name: CaseName, now: Date): Promise<void> {
  const organisation_id = world.organisations[cso];
  const actor_id = world.actors[`${cso}.supervisor`]!.id;
  const case_id = world.cases[`${cso}.${name}`]!['case_file'];
  await insertRow(client, 'audit.event', {
    ...{ id: randomUUID(), at: now, actor_id, actor_organisation_id: organisation_id, organisation_id, case_id },
    ...{ type: 'case.viewed', action: 'readCase', outcome: 'done', detail: '{}', payload_hash: sealed() },
  });
}

/** What every member has: grants, a notice, a draft, a form's token and an event. */
async function seedBelongings(client: pg.Client, actor: Actor, now: Date): Promise<void> {
  const own = { organisation_id: actor.organisationId, member_id: actor.id };
  const key = { compartment: actor.organisationKind === 'commission' ? 'review' : 'casework', epoch: 1 };
  const vault = {
    organisation_id: actor.organisationId,
    ...key,
    public_key: sealed(),
    entry_version: 1,
    entry_signature: sealed(),
    created_at: now,
  };
  await insertRow(client, 'keys.vault', vault, 'ON CONFLICT DO NOTHING');
  const renewal = {
    reason: 'routine',
    state: 'done',
    total: 1,
    done: 1,
    unreadable: 0,
    started_by: actor.id,
    started_at: now,
  };
  await insertRow(
    client,
    'keys.rotation',
    { id: randomUUID(), organisation_id: actor.organisationId, ...key, ...renewal },
    'ON CONFLICT DO NOTHING',
  );
  const signed = { entry_version: 1, entry_signature: sealed() };
  const invitation_id = randomUUID();
  await insertRow(client, 'directory.invitation', {
    ...{
      id: invitation_id,
      organisation_id: actor.organisationId,
      member_id: randomUUID(),
      kind: 'member',
      language: 'en',
      roles: [],
    },
    ...{
      email: `invited-by-${actor.id}@example.org`,
      display_name: 'Invited',
      token_hash: sealed(),
      one_time_public_key: sealed(),
    },
    ...{ pepper_version: 1, created_at: now, expires_at: now, ...signed },
  });
  const grant = { organisation_id: actor.organisationId, ...key, sealed_seed_ct: sealed() };
  await insertRow(client, 'keys.invitation_grant', { invitation_id, ...grant });
  await insertRow(client, 'keys.member_recovery', { ...own, created_at: now, used_at: now });
  const recovery_key_id = randomUUID();
  const recovery = {
    organisation_id: actor.organisationId,
    public_key: sealed(),
    created_by: actor.id,
    created_at: now,
    retired_at: now,
    ...signed,
  };
  await insertRow(client, 'keys.recovery_key', { id: recovery_key_id, ...recovery });
  await insertRow(client, 'keys.recovery_grant', { recovery_key_id, ...grant }, 'ON CONFLICT DO NOTHING');
  await insertRow(client, 'keys.vault_grant', {
    ...own,
    ...key,
    sealed_seed_ct: sealed(),
    granted_by: actor.id,
    granted_at: now,
  });
  const about = { subject_kind: 'case', subject_id: randomUUID() };
  await insertRow(client, 'casework.notification', {
    id: randomUUID(),
    ...own,
    kind: 'task_due',
    ...about,
    created_at: now,
  });
  await insertRow(client, 'casework.draft', {
    ...own,
    form_hash: sealed(),
    id: randomUUID(),
    content_ct: sealed(),
    row_version: 1,
    updated_at: now,
  });
  await insertRow(client, 'casework.submission', { ...own, token: randomUUID(), submitted_at: now });
  await insertRow(client, 'audit.event', {
    ...{
      id: randomUUID(),
      at: now,
      actor_id: actor.id,
      actor_organisation_id: actor.organisationId,
      organisation_id: actor.organisationId,
    },
    ...{ type: 'cases.listed', action: 'listCases', outcome: 'done', detail: '{}', payload_hash: sealed() },
  });
}
