import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { CATEGORIES } from '#app/features/releases/engine/categories.ts';
import { insertRow } from './insert-row.ts';

export interface Counted {
  organisationId: string;
  quarter: string;
  indicator: string;
  /** how many persons, each counted once */
  persons: number;
  serviceGroup?: string;
}

/** Facts as a CSO of this id would write them: as `linden_app`, under its row-level security. No case stands behind them. */
export function insertFacts(
  url: string,
  { organisationId, quarter, indicator, persons, serviceGroup = 'other' }: Counted,
): Promise<void> {
  return asMember(url, organisationId, randomUUID(), 'caseworker', async (client) => {
    for (let i = 0; i < persons; i++) {
      await insertRow(client, 'statistics.fact', {
        id: randomUUID(),
        organisation_id: organisationId,
        indicator,
        quarter,
        district: pick(CATEGORIES.district, i),
        sex: i % 9 === 0 ? 'male' : 'female',
        age_band: pick(CATEGORIES.age_band, i),
        age_at_time: 'not_stated',
        community: 'prefers_not_to_say',
        service_group: serviceGroup,
        capability: 'psychosocial',
        person_key: randomBytes(8),
      });
    }
  });
}

/** An approval of an organisation whose approver is not in the cast. */
export function insertApproval(url: string, organisationId: string, period: string): Promise<void> {
  const memberId = randomUUID();
  return asMember(url, organisationId, memberId, 'release_approver', (client) =>
    insertRow(client, 'statistics.total_approval', {
      organisation_id: organisationId,
      period,
      approved_by: memberId,
      approved_at: new Date(),
    }),
  );
}

async function asMember(
  url: string,
  organisationId: string,
  memberId: string,
  roles: string,
  use: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true),
              set_config('linden.organisation_kind', 'cso', true), set_config('linden.roles', $3, true)`,
      [memberId, organisationId, roles],
    );
    await use(client);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Uneven, so that some categories stay under ten. */
function pick(list: readonly string[], position: number): string {
  return list[Math.floor(Math.sqrt((position * 7919) % 97) * 0.93) % list.length]!;
}
