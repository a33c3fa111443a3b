import type pg from 'pg';
import type { DatabaseRole } from '#app/platform/db/role-names.ts';
import type { Row } from '../../support/insert-row.ts';
import type { SeededRows } from '../../support/rows.ts';

/**
 * One attempt by somebody who can send any SQL under a login role. It got in when a statement returned or changed a row;
 * an error and no rows are refusals alike. `superuser` stands for row-level security gone: what then still holds is a key.
 */
export interface Probe {
  readonly name: string;
  readonly role: Exclude<DatabaseRole, 'owner'> | 'superuser';
  /** `organisation.member`, `nobody` (nothing set), `left` (what a pooled connection keeps: '') or `stranger` (random ids) */
  readonly actor: string;
  readonly sql: string;
  readonly values?: readonly unknown[];
}

/** Every table of the five schemas, with its columns. */
export type Tables = ReadonlyMap<string, readonly string[]>;

/** What probes are made from: ids of the seeded rows, one row of each table and organisation, and the tables. */
export interface Ground {
  readonly world: SeededRows;
  readonly tables: Tables;
  /** a full row of `table` of the organisation, as JSON */
  readonly sample: (table: string, organisation: keyof SeededRows['organisations']) => Row | undefined;
}

export async function tablesOf(superuser: pg.Client): Promise<Tables> {
  const { rows } = await superuser.query<{ name: string; columns: string[] }>(`
    SELECT table_schema || '.' || table_name AS name, array_agg(column_name::text) AS columns
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema IN ('directory', 'keys', 'casework', 'audit', 'statistics') AND table_type = 'BASE TABLE'
    GROUP BY 1 ORDER BY 1`);
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

export async function samplesOf(superuser: pg.Client, tables: Tables, world: SeededRows): Promise<Ground['sample']> {
  const found = new Map<string, Row>();
  for (const [table, columns] of tables) {
    if (!columns.includes('organisation_id')) continue;
    const { rows } = await superuser.query<{ row: Row }>(
      `SELECT DISTINCT ON (organisation_id) to_jsonb(t) AS row FROM ${table} t WHERE organisation_id IS NOT NULL`,
    );
    for (const { row } of rows) found.set(`${table}/${String(row['organisation_id'])}`, row);
  }
  return (table, organisation) => found.get(`${table}/${world.organisations[organisation]}`);
}

export type Outcome = { got: boolean; refusal: string };

/** Tries a probe in a transaction of its own, which is rolled back. */
export async function attempt(client: pg.Client, probe: Probe, world: SeededRows): Promise<Outcome> {
  await client.query('BEGIN');
  try {
    await actAs(client, probe.actor, world);
    const { rowCount } = await client.query(probe.sql, probe.values ? [...probe.values] : undefined);
    return { got: (rowCount ?? 0) > 0, refusal: 'no rows' };
  } catch (error) {
    return { got: false, refusal: (error as { code?: string }).code ?? String(error) };
  } finally {
    await client.query('ROLLBACK');
  }
}

/** How many rows a member is shown. */
export async function countAs(
  client: pg.Client,
  actor: string,
  sql: string,
  world: SeededRows,
): Promise<number | null> {
  await client.query('BEGIN');
  try {
    await actAs(client, actor, world);
    return (await client.query(sql)).rowCount;
  } finally {
    await client.query('ROLLBACK');
  }
}

async function actAs(client: pg.Client, actor: string, world: SeededRows): Promise<void> {
  const settings = settingsOf(actor, world);
  if (!settings) return;
  await client.query(
    `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true),
            set_config('linden.organisation_kind', $3, true), set_config('linden.roles', $4, true)`,
    settings,
  );
}

function settingsOf(name: string, world: SeededRows): string[] | null {
  if (name === 'nobody') return null;
  if (name === 'left') return ['', '', '', ''];
  const everything = 'caseworker,counsellor,legal_officer,supervisor,secretary,reviewer,chair,auditor,release_approver';
  if (name === 'stranger') return [crypto.randomUUID(), crypto.randomUUID(), 'cso', everything];
  const actor = world.actors[name];
  if (!actor) throw new Error(`no actor ${name}`);
  return [actor.id, actor.organisationId, actor.organisationKind, actor.roles.join(',')];
}

let counter = 1_000;

/** The row with a primary key of its own, so that nothing but the rule under attack stands in its way. */
export function fresh(row: Row): Row {
  const changed: Row = { ...row };
  for (const column of ['id', 'token', 'subject_id']) if (column in row) changed[column] = crypto.randomUUID();
  for (const column of ['form_hash', 'id_hash', 'mark'])
    if (column in row) changed[column] = `\\x${crypto.randomUUID().replaceAll('-', '')}`;
  counter += 1;
  if ('sequence' in row) changed['sequence'] = counter;
  if ('code' in row) changed['code'] = `X-${counter}`;
  if ('slice' in row) changed['slice'] = new Date(counter).toISOString();
  if ('period' in row) changed['period'] = `p${counter}`;
  if ('registration_number' in row) changed['registration_number'] = `n${counter}`;
  if ('epoch' in row && ('public_key' in row || 'sealed_seed_ct' in row)) changed['epoch'] = counter;
  // Of a recovery code its member is the key.
  if ('code_verifier' in row) changed['member_id'] = crypto.randomUUID();
  return changed;
}

export function insertion(table: string, row: Row): Pick<Probe, 'sql' | 'values'> {
  const columns = Object.keys(row).join(', ');
  const sql = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::${table}, $1)`;
  return { sql, values: [JSON.stringify(row)] };
}
