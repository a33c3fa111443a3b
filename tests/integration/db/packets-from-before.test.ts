import { randomBytes, randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addressOf, migrate } from '#app/platform/db/migrate.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { ensureDatabase, withConnection } from '#app/platform/db/roles.server.ts';
import { embeddedUrls } from '#app/platform/db/secrets.server.ts';
import { insertRow, type Row } from '../../support/insert-row.ts';

/** Packets that were frozen before the database knew what they stand on. */
const MIGRATION = '20261124000600_packets_stand_on_consents';
const { secrets } = inject('postgres');
const superuser: DatabaseAddress = {
  host: '127.0.0.1',
  port: secrets.port,
  user: 'postgres',
  password: secrets.superuserPassword,
  database: 'postgres',
};
const database = `linden_before_${randomBytes(4).toString('hex')}`;
const before = mkdtempSync(path.join(tmpdir(), 'linden-migrations-'));

const ask = <Result>(use: (client: pg.Client) => Promise<Result>) => withConnection({ ...superuser, database }, use);
const sealed = () => randomBytes(60);
const cso = randomUUID();
const commission = randomUUID();
const worker = randomUUID();
const FROZEN = new Date('2026-10-01T10:00:00Z');
const WITHDRAWN = new Date('2026-10-20T10:00:00Z');

interface Before {
  /** how the consent to submission, and the one to the report that was frozen with it, differ */
  submission?: Row;
  report?: Row;
  packet?: Row;
}

/** A packet as it was stored, referred, with an application under way; answers its id. */
async function packetFromBefore(client: pg.Client, { submission = {}, report, packet = {} }: Before): Promise<string> {
  const organisation_id = cso;
  const case_id = randomUUID();
  const id = randomUUID();
  const application_id = randomUUID();
  const common = { organisation_id, case_id };
  const at = new Date('2026-09-01T10:00:00Z');
  await insertRow(client, 'casework.case_file', {
    ...{
      id: case_id,
      organisation_id,
      code: `K-${case_id.slice(0, 8)}`,
      step: 'engagement',
      readiness: 'wants_to_apply',
      opened_on: at,
    },
    ...{ last_activity_at: at, opened_by: worker, row_version: 1 },
  });
  const consent = async (purpose: string, changes: Row) => {
    const consent_id = randomUUID();
    await insertRow(client, 'casework.consent', {
      ...{
        id: consent_id,
        ...common,
        purpose,
        decision: 'given',
        method: 'oral',
        language: 'sq',
        interpreter_used: false,
      },
      ...{ categories: [], given_on: at, row_version: 1, recorded_by: worker, recorded_at: at, ...changes },
    });
    return consent_id;
  };
  const consent_id = await consent('commission_submission', submission);
  await insertRow(client, 'casework.application', {
    ...{
      id: application_id,
      ...common,
      state: 'under_review',
      prepared_by: [worker],
      row_version: 1,
      created_by: worker,
    },
    ...{ created_at: at, updated_at: at },
  });
  await insertRow(client, 'casework.packet', {
    ...{
      id,
      ...common,
      recipient_organisation_id: commission,
      application_id,
      consent_id,
      code: `P-${id.slice(0, 8)}`,
      language: 'sq',
      state: 'accepted',
    },
    ...{
      snapshot_sha256: sealed(),
      sender_signature: sealed(),
      signature_version: 1,
      frozen_by: worker,
      frozen_at: FROZEN,
      row_version: 1,
    },
    ...{ referred_at: FROZEN, referred_by: worker, accepted_at: FROZEN, ...packet },
  });
  await insertRow(client, 'keys.sealed_key', {
    ...{
      organisation_id,
      recipient_organisation_id: commission,
      subject_kind: 'packet',
      subject_id: id,
      compartment: 'review',
    },
    ...{ epoch: 1, content_epoch: 1, sealed_key_ct: sealed(), created_at: FROZEN },
  });
  if (!report) return id;
  const evidence_id = randomUUID();
  await insertRow(client, 'casework.evidence', {
    ...{
      id: evidence_id,
      ...common,
      application_id,
      evidence_type: 'psychological_report',
      consent_id: await consent('psychological_report', report),
    },
    ...{
      title_ct: sealed(),
      sha256_ct: sealed(),
      media_type: 'text/plain',
      size_bytes: 1,
      row_version: 1,
      added_by: worker,
      added_at: at,
    },
  });
  await insertRow(client, 'casework.evidence_custody', {
    ...{
      id: randomUUID(),
      ...common,
      evidence_id,
      event: 'included_in_packet',
      member_id: worker,
      row_version: 1,
      at: FROZEN,
    },
  });
  return id;
}

const packets: Record<string, string> = {};
beforeAll(async () => {
  cpSync('prisma/migrations', before, { recursive: true });
  const later = readdirSync(before).filter((name) => /^\d/.test(name) && name >= MIGRATION);
  for (const name of later) rmSync(path.join(before, name), { recursive: true });
  await ensureDatabase(superuser, database);
  const owner = addressOf(embeddedUrls(secrets, database).owner);
  await migrate(owner, before);
  await ask(async (client) => {
    for (const [id, kind] of [
      [cso, 'cso'],
      [commission, 'commission'],
    ] as const)
      await insertRow(client, 'directory.organisation', {
        id,
        kind,
        name: kind,
        short_name: kind,
        capabilities: [],
        created_at: FROZEN,
      });
    await insertRow(client, 'directory.member', {
      ...{
        id: worker,
        organisation_id: cso,
        email: 'worker@example.org',
        display_name: 'worker',
        roles: ['legal_officer'],
        status: 'active',
        language: 'en',
      },
      ...{
        password_salt: sealed(),
        password_parameters: '',
        password_verifier: sealed(),
        pepper_version: 1,
        kem_public_key: sealed(),
      },
      ...{ wrapped_seed_ct: sealed(), entry_version: 1, entry_signature: sealed(), created_at: FROZEN },
    });
    packets['plain'] = await packetFromBefore(client, { submission: { expires_on: '2099-05-01' } });
    packets['with a report'] = await packetFromBefore(client, { report: { expires_on: '2099-01-01' } });
    packets['withdrawn'] = await packetFromBefore(client, {
      submission: { withdrawn_at: WITHDRAWN },
      packet: { withdrawn_at: WITHDRAWN, state: 'withdrawn' },
    });
    packets['report withdrawn'] = await packetFromBefore(client, { report: { withdrawn_at: WITHDRAWN } });
  });
  expect(await migrate(owner, 'prisma/migrations')).toContain(MIGRATION);
}, 120_000);
afterAll(async () => {
  rmSync(before, { recursive: true, force: true });
  await withConnection(superuser, (client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`));
});

test('stand on the consents that they were frozen with, and end with those that had ended', async () => {
  const sql = `
    SELECT p.expires_on::text, p.state, p.withdrawn_at IS NOT NULL AS withdrawn, a.state AS application,
      (SELECT json_agg(json_build_array(s.purpose, s.own_key, s.expires_on, s.withdrawn_at IS NOT NULL) ORDER BY s.purpose) FROM casework.packet_consent s WHERE s.packet_id = p.id) AS stands_on,
      (SELECT count(*)::int FROM keys.sealed_key k WHERE k.subject_id = p.id) AS keys
    FROM casework.packet p JOIN casework.application a ON a.id = p.application_id WHERE p.id = $1`;
  const of = (name: string) => ask(async (client) => (await client.query(sql, [packets[name]])).rows[0]);
  const open = { state: 'accepted', withdrawn: false, application: 'under_review', keys: 1 };
  const ended = { state: 'withdrawn', withdrawn: true, keys: 0 };
  const submission = (expires_on: string | null, gone: boolean) => ['commission_submission', false, expires_on, gone];
  const report = (expires_on: string | null, gone: boolean) => ['psychological_report', false, expires_on, gone];
  expect(await of('plain')).toEqual({
    ...open,
    expires_on: '2099-05-01',
    stands_on: [submission('2099-05-01', false)],
  });
  expect(await of('with a report')).toEqual({
    ...open,
    expires_on: '2099-01-01',
    stands_on: [submission(null, false), report('2099-01-01', false)],
  });
  expect(await of('withdrawn')).toMatchObject({ ...ended, stands_on: [submission(null, true)] });
  expect(await of('report withdrawn')).toMatchObject({
    ...ended,
    application: 'withdrawn',
    stands_on: [submission(null, true), report(null, true)],
  });
});

test('leave every table under its row-level security', async () => {
  const loose = await ask(
    async (client) =>
      (
        await client.query(`SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('casework', 'keys') AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)`)
      ).rows,
  );
  expect(loose).toEqual([]);
});
