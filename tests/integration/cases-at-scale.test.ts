import { beforeAll, describe, expect, it } from 'vitest';
import { CaseListQuery } from '#app/features/cases/case.schema.ts';
import { listCases } from '#app/features/cases/list-cases.server.ts';
import type { CaseListItem } from '#app/features/cases/case-view.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { connectedAs } from '../support/database.ts';
import { createWorld, perform, type World } from '../support/world.ts';

const MANY = 20_000;
let world: World;

beforeAll(async () => {
  world = await createWorld();
  await addCases(world.south, 1_000);
  await addCases(world.north, MANY);
});

/** Bare cases, each waiting a little longer than the one before, of one caseworker. */
function addCases({ id, members }: World['north'] | World['south'], count: number): Promise<void> {
  const { id: worker } = members.caseworker.actor;
  return connectedAs('superuser', async (client) => {
    await client.query(
      `INSERT INTO casework.case_file (id, organisation_id, code, step, readiness, opened_on, last_activity_at, opened_by, row_version)
       SELECT gen_random_uuid(), $1, 'K-' || lpad(i::text, 6, '0'), 'assessment', 'not_discussed', current_date - i % 700,
              date_trunc('milliseconds', now()) - i * interval '1 minute', $2, 1
       FROM generate_series(1, $3::int) AS i`,
      [id, worker, count],
    );
    await client.query('ANALYZE casework.case_file, casework.assignment');
  });
}

type Page = { items: CaseListItem[]; next: string | null; previous: string | null; total: number; totalIsMore: boolean };
const page = async ({ members }: World['north'] | World['south'], query: Record<string, string> = {}) =>
  (await perform(members.supervisor, 'listCases', ownOrganisation, {}, (uow) => listCases(uow, CaseListQuery.parse(query)))) as Page;

/** Of several runs the fastest: the one that the machine disturbed least. */
async function fastest(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 7; n++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

describe('twenty thousand cases in one organisation', () => {
  it('are listed in about the time of a thousand, on the first page and far behind it', async () => {
    let far = await page(world.north);
    for (let turned = 0; turned < 20 && far.next; turned++) far = await page(world.north, { page: far.next });
    const small = await fastest(() => page(world.south));
    const large = await fastest(() => page(world.north));
    const behind = await fastest(() => page(world.north, { page: far.next ?? '' }));
    expect(large / small).toBeLessThan(3);
    expect(behind / small).toBeLessThan(3);
  });

  it('lead from page to page without a gap or a repetition, and back', async () => {
    const first = await page(world.north);
    const second = await page(world.north, { page: first.next ?? '' });
    const back = await page(world.north, { page: second.previous ?? '' });
    const codes = [...first.items, ...second.items].map(({ code }) => code);
    // The longest wait comes first: the cases with the highest numbers.
    expect(codes).toEqual(Array.from({ length: 100 }, (_, i) => `K-${String(MANY - i).padStart(6, '0')}`));
    expect(back.items).toEqual(first.items);
    expect(back.previous).toBeNull();
    expect(first).toMatchObject({ total: 1_000, totalIsMore: true });
  });
});
