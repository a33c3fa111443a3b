/** The cast of the tests: made once for a run, and copied into the database of every file that asks for it. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { unlockMember, type Account } from '#app/features/members/unlock-member.server.ts';
import { CAST, PASSWORD, type Cast } from './cast.ts';

/** A member as she can be carried from process to process: what her password opens, in base64. */
export interface UnlockedMember {
  organisation: string;
  member: string;
  account: Pick<Account, 'id' | 'organisation_id' | 'email' | 'roles' | 'display_name' | 'language' | 'factor_ids'> & {
    organisation: Pick<Account['organisation'], 'kind' | 'name' | 'capabilities'>;
  };
  secrets: [name: string, secret: string][];
}

export interface MadeWorld {
  members: UnlockedMember[];
  /** the rows of each table, as PostgreSQL writes them in JSON */
  rows: [table: string, rows: unknown[]][];
}

/** In an order in which foreign keys hold. */
const TABLES = ['directory.organisation', 'directory.member', 'keys.vault', 'keys.vault_grant'];

/** Provisions the cast in the database that the environment names, and unlocks everybody: seconds, by the passwords. */
export async function provisionCast(now: Date): Promise<UnlockedMember[]> {
  const unlocked: UnlockedMember[] = [];
  for (const [organisation, plan] of Object.entries(CAST as Cast)) {
    const suffix = randomUUID().slice(0, 8);
    const people = Object.entries(plan.members).map(([member, roles]) => {
      const email = `${member}.${organisation}.${suffix}@example.org`.toLowerCase();
      return { member, email, name: `${organisation} ${member}`, password: PASSWORD, roles, language: 'en' };
    });
    const names = { name: `${organisation} ${suffix}`, shortName: `${organisation}-${suffix}` };
    const kind = { kind: plan.kind, capabilities: plan.capabilities ?? [] };
    await provisionOrganisation({ ...names, ...kind, members: people }, now);
    for (const { member, email } of people) unlocked.push({ organisation, member, ...(await unlock(email)) });
  }
  return unlocked;
}

async function unlock(email: string): Promise<Pick<UnlockedMember, 'account' | 'secrets'>> {
  const opened = await unlockMember(email, PASSWORD);
  if (!opened) throw new Error(`${email} cannot be unlocked.`);
  const { id, organisation_id, roles, display_name, language, factor_ids, organisation } = opened.account;
  const { kind, name, capabilities } = organisation;
  return {
    account: {
      id,
      organisation_id,
      email,
      roles,
      display_name,
      language,
      factor_ids,
      organisation: { kind, name, capabilities },
    },
    secrets: [...opened.secrets].map(([secret, value]) => [secret, Buffer.from(value).toString('base64')]),
  };
}

export async function readWorld(client: pg.Client): Promise<MadeWorld['rows']> {
  const rows: MadeWorld['rows'] = [];
  for (const table of TABLES) {
    const { rows: found } = await client.query(`SELECT to_jsonb(t) AS row FROM ${table} t`);
    rows.push([table, found.map(({ row }) => row)]);
  }
  return rows;
}

export async function insertWorld(client: pg.Client, { rows }: MadeWorld): Promise<void> {
  for (const [table, made] of rows) {
    await client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
      JSON.stringify(made),
    ]);
  }
}
