import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { actAs } from '#app/features/members/act-as.server.ts';
import { insertIdentity } from '#app/features/cases/identity-repo.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { inTransaction } from '#app/kernel/unit-of-work.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';

export const PASSWORD = 'a plain bench password';

export interface Office {
  organisationId: string;
  memberId: string;
  email: string;
}

const SEALED_AT_ONCE = 250;

/**
 * An organisation whose caseworker is assigned to `cases` cases, the newest `named` of which have a sealed identity. The
 * same names also go to `bench.plain_name` in the clear, for the twin without protection.
 */
export async function makeOffice(superuser: DatabaseAddress, cases: number, named: number): Promise<Office> {
  const email = `worker.${cases}@bench.example`;
  const { organisationId, members } = await provisionOrganisation(
    {
      kind: 'cso',
      name: `Bench ${cases}`,
      shortName: `bench-${cases}`,
      capabilities: ['psychosocial'],
      members: [{ name: 'Bench Worker', email, password: PASSWORD, roles: ['caseworker'], language: 'en' }],
    },
    new Date(),
  );
  const memberId = members[0]?.id ?? '';
  const newest = await insertCases(superuser, organisationId, memberId, cases, named);
  const worker = await actAs(email, PASSWORD);
  for (let at = 0; at < newest.length; at += SEALED_AT_ONCE) {
    await inTransaction(worker, 'app', new Date(), async (uow) => {
      for (const [turn, caseId] of newest.slice(at, at + SEALED_AT_ONCE).entries()) {
        await insertIdentity(uow, randomUUID(), caseId, { full_name: `Persona Fiktive ${at + turn}` });
      }
    });
  }
  return { organisationId, memberId, email };
}

/** Rows by SQL, because a hundred thousand forms would take an hour. Answers the ids of the newest `named`. */
async function insertCases(superuser: DatabaseAddress, organisation: string, member: string, cases: number, named: number): Promise<string[]> {
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    await client.query('CREATE SCHEMA IF NOT EXISTS bench');
    await client.query('CREATE TABLE IF NOT EXISTS bench.plain_name (case_id uuid PRIMARY KEY, full_name text NOT NULL)');
    await client.query('CREATE TABLE IF NOT EXISTS bench.plain_session (token text PRIMARY KEY, member_id uuid NOT NULL)');
    await client.query(
      `INSERT INTO casework.case_file (id, organisation_id, code, step, readiness, opened_on, last_activity_at, opened_by, row_version)
       SELECT gen_random_uuid(), $1, 'B-' || n, 'assessment', 'not_discussed', current_date, now() - n * interval '1 minute', $2, 1
       FROM generate_series(1, $3::int) AS n`,
      [organisation, member, cases],
    );
    await client.query(
      `INSERT INTO casework.assignment (id, organisation_id, case_id, member_id, assigned_by, assigned_at)
       SELECT gen_random_uuid(), $1, id, $2, $2, now() FROM casework.case_file WHERE organisation_id = $1`,
      [organisation, member],
    );
    const { rows } = await client.query<{ id: string }>(
      'SELECT id FROM casework.case_file WHERE organisation_id = $1 ORDER BY last_activity_at ASC LIMIT $2',
      [organisation, named],
    );
    await client.query(`INSERT INTO bench.plain_name SELECT id, 'Persona Fiktive ' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS t(id, n)`, [rows.map(({ id }) => id)]);
    await client.query('ANALYZE casework.case_file; ANALYZE casework.assignment');
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
}
