import { beforeAll, describe, expect, it } from 'vitest';
import { approveTotals } from '#app/features/releases/approve-totals.server.ts';
import { buildRelease } from '#app/features/releases/build-release.server.ts';
import { downloadFigures } from '#app/features/releases/download-figures.server.ts';
import { orderRelease } from '#app/features/releases/order-release.server.ts';
import { viewFigures } from '#app/features/releases/view-figures.server.ts';
import { viewTotals } from '#app/features/releases/view-totals.server.ts';
import { Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { insertApproval, insertFacts } from '../support/counted.ts';
import { connectedAs, testDatabase } from '../support/database.ts';
import { createWorld, perform, type World } from '../support/world.ts';

const NOW = new Date('2026-07-20T10:00:00Z');
const PERIOD = '2026H1';
/** Counts that stand out: none of them is a number that noise or a page would show by accident. */
const NORTH = { persons_served_new: 163, legal_consultations: 7, decisions_recognised: 3 };
const SOUTH = { persons_served_new: 251, legal_consultations: 2 };
let world: World;

const order = (now = NOW) => ({ builtBy: null, now });
const approver = <View>(
  action: 'readOwnTotals' | 'approveTotals' | 'buildRelease',
  work: Parameters<typeof perform<View, unknown>>[4],
) => perform(world.north.members.approver, action, ownOrganisation, {}, work, NOW);
const analyst = <View>(work: Parameters<typeof perform<View, unknown>>[4]) =>
  perform(world.undp.members.analyst, 'readReleasedFigures', ownOrganisation, {}, work, NOW);

beforeAll(async () => {
  world = await createWorld();
  const url = testDatabase().urls.app;
  for (const [organisationId, counts] of [
    [world.north.id, NORTH],
    [world.south.id, SOUTH],
  ] as const) {
    for (const [indicator, persons] of Object.entries(counts)) {
      await insertFacts(url, { organisationId, quarter: '2026Q1', indicator, persons });
    }
  }
});

describe('a release', () => {
  it('waits until every organisation with something to count has approved', async () => {
    const before = await approver('readOwnTotals', (uow) => viewTotals(uow, {}));
    expect(before).toMatchObject({
      current: { period: PERIOD, organisations: 2, approved: 0, ownApprovedAt: null, first: true },
      totals: [
        { indicator: 'persons_served_new', persons: 163 },
        { indicator: 'legal_consultations', persons: 7 },
        { indicator: 'decisions_recognised', persons: 3 },
      ],
    });
    await expect(buildRelease(PERIOD, order())).rejects.toMatchObject({
      reason: 'release_not_approved',
      missing: expect.arrayContaining([world.north.id, world.south.id]),
    });
    await approver('approveTotals', (uow) => approveTotals(uow, PERIOD));
    await expect(buildRelease(PERIOD, order())).rejects.toMatchObject({
      reason: 'release_not_approved',
      missing: [world.south.id],
    });
    const refused = approver('buildRelease', (uow) => orderRelease(uow, PERIOD));
    await expect(refused).rejects.toBeInstanceOf(Invalid);
    await expect(analyst((uow) => viewFigures(uow, {}))).resolves.toMatchObject({ selection: null, tiles: [] });
  });

  it('is refused for a period that has not ended, is not due or holds nothing', async () => {
    await expect(buildRelease(PERIOD, order(new Date('2026-06-30T10:00:00Z')))).rejects.toMatchObject({
      reason: 'release_not_ended',
    });
    await expect(buildRelease('2026Q2', order())).rejects.toMatchObject({ reason: 'release_not_due' });
    await expect(buildRelease('2025H1', order())).rejects.toMatchObject({ reason: 'release_nothing_to_count' });
  });

  it('is built once, by the approver, and its event stands in the same transaction', async () => {
    await insertApproval(testDatabase().urls.app, world.south.id, PERIOD);
    await approver('buildRelease', (uow) => orderRelease(uow, PERIOD));
    await expect(buildRelease(PERIOD, order())).rejects.toMatchObject({ reason: 'release_built' });
    await expect(buildRelease('2025H2', order())).rejects.toMatchObject({ reason: 'release_out_of_order' });
    const { rows } = await connectedAs('superuser', (client) =>
      client.query<{ type: string; actor_id: string }>(
        `SELECT type, actor_id FROM audit.event WHERE type LIKE 'release.%' ORDER BY sequence`,
      ),
    );
    expect(rows).toEqual([
      { type: 'release.published', actor_id: world.north.members.approver.actor.id },
      { type: 'release.ordered', actor_id: world.north.members.approver.actor.id },
    ]);
  });

  it('lets two builds at once publish one', async () => {
    const url = testDatabase().urls.app;
    await insertFacts(url, { organisationId: world.south.id, quarter: '2026Q4', indicator: 'referrals', persons: 12 });
    await insertApproval(url, world.south.id, '2026H2');
    const both = await Promise.allSettled(
      [1, 2].map(() => buildRelease('2026H2', order(new Date('2027-01-15T10:00:00Z')))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { reason: 'release_built' } });
  });

  it('is frozen by the database: the release role cannot change, add or remove', async () => {
    const attempts = [
      `UPDATE statistics.cell SET z = 0`,
      `DELETE FROM statistics.cell`,
      `DELETE FROM statistics.release`,
      `UPDATE statistics.release SET parameters = '{}'`,
      `INSERT INTO statistics.cell SELECT id, 'referrals', 'total', '{}', '2026H1', 'late', 11 FROM statistics.release`,
    ];
    for (const sql of attempts) {
      await expect(
        connectedAs('release', (client) => client.query(sql)),
        sql,
      ).rejects.toMatchObject({ code: '42501' });
    }
    const again = await connectedAs('release', (client) =>
      client.query(`UPDATE statistics.release SET published_at = now()`),
    );
    expect(again.rowCount, 'a published release cannot be published again').toBe(0);
    const planted = await connectedAs('superuser', async (client) => {
      await client.query('BEGIN');
      const { rowCount } = await client.query(attempts[0]!);
      await client.query('ROLLBACK');
      return rowCount;
    });
    expect(planted, 'the same statement works for a role without these limits').toBeGreaterThan(0);
  });
});

describe('what the analyst sees', () => {
  it('holds no raw count, on the page or in the file, while the scan finds a planted one', async () => {
    const pages = await Promise.all(
      ['persons_served_new', 'legal_consultations', 'decisions_recognised'].map((indicator) =>
        analyst((uow) => viewFigures(uow, { indicator: indicator as 'persons_served_new' })),
      ),
    );
    const file = await analyst((uow) => downloadFigures(uow, { all: '1' }, 'en'));
    const csv = await (file as Response).text();
    const seen = [...pages.map((page) => JSON.stringify(page)), csv];
    const { rows } = await connectedAs('superuser', (client) =>
      client.query<{ indicator: string; period: string; z: number }>(
        `SELECT indicator, period, z FROM statistics.cell WHERE statistic_table = 'total'`,
      ),
    );
    const total = NORTH.persons_served_new + SOUTH.persons_served_new;
    const published = rows.find(({ indicator, period }) => indicator === 'persons_served_new' && period === PERIOD)!.z;
    for (const raw of [NORTH.persons_served_new, SOUTH.persons_served_new, total].filter(
      (count) => count !== published,
    )) {
      expect(seen.filter((text) => holds(text, raw))).toEqual([]);
    }
    expect(seen.every((text) => !/"z"|persons_served_new[^\n]*,[1-9]\r/.test(text))).toBe(true);
    expect(holds(`${csv}\r\n2026H1,x,${total}`, total), 'the scan finds a planted count').toBe(true);
  });

  it('shows every cell under ten as "<10", zero too, never as a number', async () => {
    const { rows } = await connectedAs('superuser', (client) =>
      client.query<{ small: number }>(`SELECT count(*)::int AS small FROM statistics.cell WHERE z < 10`),
    );
    expect(rows[0]!.small).toBeGreaterThan(5);
    const file = (await analyst((uow) => downloadFigures(uow, { all: '1' }, 'sq'))) as Response;
    const values = (await file.text())
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',').at(-1)!);
    expect(values.filter((value) => value === '<10')).toHaveLength(rows[0]!.small);
    expect(values.filter((value) => value !== '<10').every((value) => Number(value) >= 10)).toBe(true);
    expect(file.headers.get('Content-Disposition')).toBe('attachment; filename="linden-all.csv"');
  });

  it('comes from views alone: the statistics role reads no fact and no stored cell', async () => {
    for (const table of ['statistics.fact', 'statistics.cell', 'statistics.release', 'statistics.total_approval']) {
      await expect(
        connectedAs('statistics', (client) => client.query(`SELECT 1 FROM ${table}`)),
        table,
      ).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('is for analysts: nobody else reads it, and an analyst reads no totals', async () => {
    const figures = perform(world.north.members.caseworker, 'readReleasedFigures', ownOrganisation, {}, (uow) =>
      viewFigures(uow, {}),
    );
    await expect(figures).rejects.toBeInstanceOf(NotFound);
    const totals = perform(world.undp.members.analyst, 'readOwnTotals', ownOrganisation, {}, (uow) =>
      viewTotals(uow, {}),
    );
    await expect(totals).rejects.toBeInstanceOf(NotFound);
    const build = perform(world.north.members.supervisor, 'buildRelease', ownOrganisation, {}, (uow) =>
      orderRelease(uow, PERIOD),
    );
    await expect(build).rejects.toSatisfy((error) => error instanceof NotFound || error instanceof Forbidden);
  });
});

/** The count as a number of its own, not as a part of a longer one or of an id. */
function holds(text: string, count: number): boolean {
  return new RegExp(`(?<![\\w.-])${count}(?![\\w-])`).test(text);
}
