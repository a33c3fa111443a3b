import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCells, type ReleasedCell } from '#app/features/releases/engine/build-cells.ts';
import { CATEGORIES, INDICATORS, type Fact } from '#app/features/releases/engine/categories.ts';
import { cellId, setKey, uniformOf } from '#app/features/releases/engine/cell-key.ts';
import { noiseTable, type NoiseTable } from '#app/features/releases/engine/noise-table.ts';
import { planOf } from '#app/features/releases/engine/plan.ts';
import { reconcile } from '#app/features/releases/engine/reconcile.ts';
import { additivityViolations, population, testMac, trueCounts } from './population.ts';

const halfYear = planOf('under_500', '2025Q2')!;
const fourthQuarter = planOf('from_500', '2025Q4')!;
const noNoise: NoiseTable = { ...noiseTable(), inverse: () => 0 };

const anyFact: fc.Arbitrary<Fact> = fc.record({
  indicator: fc.constantFrom(...INDICATORS),
  quarter: fc.constantFrom('2025Q1', '2025Q2', '2025Q3', '2025Q4'),
  district: fc.constantFrom(...CATEGORIES.district),
  sex: fc.constantFrom(...CATEGORIES.sex),
  age_band: fc.constantFrom(...CATEGORIES.age_band),
  age_at_time: fc.constant('18-29'),
  community: fc.constant('albanian'),
  service_group: fc.constantFrom(...CATEGORIES.service_group),
  capability: fc.constant('legal_aid'),
  person_key: fc.bigInt({ min: 0n, max: 12n }),
});

/** Share of cells (truth below 10) whose published value is exactly the truth: what a reader could take at face value. */
const exactShare = (cells: readonly ReleasedCell[], truth: readonly number[]): number => {
  const small = cells.map((c, i) => [c.z, truth[i]!] as const).filter(([, n]) => n > 0 && n < 10);
  return small.filter(([z, n]) => z === n).length / small.length;
};

describe('building cells', () => {
  it('adds up, is never negative, and is the same for shuffled and repeated facts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(anyFact, { maxLength: 120 })
          .chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))),
        fc.constantFrom(halfYear, fourthQuarter),
        fc.nat(),
        async ([facts, shuffled], plan, key) => {
          const cells = await buildCells(facts, plan, testMac(key));
          expect(additivityViolations(cells)).toEqual([]);
          expect(cells.every((c) => Number.isInteger(c.z) && c.z >= 0)).toBe(true);
          expect(await buildCells([...shuffled, ...facts.slice(0, 40)], plan, testMac(key))).toEqual(cells);
        },
      ),
      { numRuns: 40, seed: 20250101 },
    );
  }, 60_000);

  it('says so when cells do not add up (the check itself is checked)', async () => {
    const cells = await buildCells(population(200, '2025H1'), halfYear, testMac(1));
    expect(additivityViolations(cells)).toEqual([]);
    const planted = cells.map((c, i) => (i === 0 ? { ...c, z: c.z + 1 } : c));
    expect(additivityViolations(planted).length).toBeGreaterThan(0);
  });

  it('gives an empty cell noise too, and every planned cell exists', async () => {
    const empty = await Promise.all(Array.from({ length: 20 }, (_, key) => buildCells([], halfYear, testMac(key))));
    expect(empty[0]!.length).toBe(1 + 4 + 9 + 7 + 1 + 3 + 7);
    expect(empty.flat().some((c) => c.z > 0)).toBe(true);
    expect(empty.flat().some((c) => c.z === 0)).toBe(true);
  });

  it('puts out z and nothing else', async () => {
    const cells = await buildCells(population(200, '2025H1'), halfYear, testMac(1));
    for (const cell of cells)
      expect(Object.keys(cell).sort()).toEqual(['categories', 'indicator', 'period', 'table', 'z']);
    // @ts-expect-error a released cell has no true count
    void cells[0]!.n;
  });

  it('counts a person who is new in a period as new only', async () => {
    const base = population(1, '2025Q1')[0]!;
    const both: Fact[] = Array.from({ length: 60 }, (_, i) => i + 1).flatMap((key) => [
      { ...base, indicator: 'persons_served_new', person_key: BigInt(key) },
      {
        ...base,
        indicator: 'persons_served_continuing',
        quarter: '2025Q2',
        district: 'abroad',
        person_key: BigInt(key),
      },
    ]);
    const cells = await buildCells(both, halfYear, testMac(1), noNoise);
    const z = (indicator: string, category?: string) =>
      cells.find(
        (c) => c.indicator === indicator && (category ? c.categories.district === category : c.table === 'total'),
      )!.z;
    expect(z('persons_served_new')).toBe(60);
    expect(z('persons_served_continuing')).toBe(0);
    expect(z('persons_served_new', 'abroad')).toBe(60);
  });

  it('refuses facts it does not understand', async () => {
    const fact = population(1, '2025Q1')[0]!;
    await expect(buildCells([{ ...fact, district: 'village' }], halfYear, testMac(1))).rejects.toThrow(
      'unknown district',
    );
    await expect(buildCells([{ ...fact, person_key: 'xyz' }], halfYear, testMac(1))).rejects.toThrow('16 hexadecimal');
  });
});

describe('the noise of cells', () => {
  it('depends on cell, set and count, and duplicates do not cancel in the key', async () => {
    const mac = testMac(1);
    const u = await uniformOf(mac, 'a', 5n, 1);
    expect(await uniformOf(mac, 'a', 5n, 1)).toBe(u);
    expect(
      new Set([u, await uniformOf(mac, 'b', 5n, 1), await uniformOf(mac, 'a', 6n, 1), await uniformOf(mac, 'a', 5n, 2)])
        .size,
    ).toBe(4);
    expect(setKey([7n, 7n])).toBe(14n);
    expect(setKey([2n ** 64n - 1n, 2n])).toBe(1n);
    const xor = [7n, 7n].reduce((a, b) => a ^ b, 0n);
    expect(xor).toBe(0n); // the planted weak key: a set and the empty set look alike
  });

  it('is uncorrelated between two cells with the same people', async () => {
    const noise = noiseTable();
    const pairs = await Promise.all(
      Array.from({ length: 4000 }, async (_, i) => {
        const key = BigInt(i) * 0x9e3779b97f4a7c15n;
        const draw = async (id: string) => noise.inverse(await uniformOf(testMac(1), id, BigInt.asUintN(64, key), 30));
        return [await draw('services|total||2025'), await draw('services|sex|sex=female|2025')] as const;
      }),
    );
    const correlation = pairs.reduce((sum, [a, b]) => sum + a * b, 0) / pairs.length / 16;
    const variance = pairs.reduce((sum, [a]) => sum + a * a, 0) / pairs.length;
    expect(Math.abs(correlation)).toBeLessThan(0.06); // 3.8 standard errors
    expect(Math.abs(variance - 16)).toBeLessThan(1.4);
  });

  it('keeps the exact value of a small cell from being read off; a design without noise is caught', async () => {
    const real: number[] = [];
    const planted: number[] = [];
    for (let key = 0; key < 12; key++) {
      const facts = population(200, '2025H1', key + 1);
      const cells = await buildCells(facts, halfYear, testMac(key));
      const weak = await buildCells(facts, halfYear, testMac(key), noNoise);
      const truth = trueCounts(facts, cells);
      real.push(exactShare(cells, truth));
      planted.push(exactShare(weak, truth));
    }
    const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
    expect(mean(real)).toBeLessThanOrEqual(0.2);
    expect(mean(planted)).toBe(1);
  }, 30_000);
});

describe('reconciliation', () => {
  it('leaves what already adds up, and refuses to guess', async () => {
    const identities = [{ parent: 0, children: [1, 2] }];
    expect(await reconcile([30, 10, 20], identities)).toEqual([30, 10, 20]);
    expect(await reconcile([-4], [])).toEqual([0]);
    await expect(reconcile([Number.NaN, 1, 2], identities)).rejects.toThrow();
  });

  it('finds the least-squares point: a third of the gap goes to each cell', async () => {
    expect(await reconcile([36, 10, 20], [{ parent: 0, children: [1, 2] }])).toEqual([34, 12, 22]);
  });

  it('is not confused by identities that imply each other', async () => {
    const z = await reconcile([100, 41, 62, 38, 57, 22, 19, 25, 40].map(Number), [
      { parent: 0, children: [1, 2] },
      { parent: 0, children: [3, 4] },
      { parent: 1, children: [5, 6] },
      { parent: 2, children: [7, 8] },
      { parent: 3, children: [5, 7] },
      { parent: 4, children: [6, 8] },
    ]);
    expect(z[0]).toBe(z[5]! + z[6]! + z[7]! + z[8]!);
  });

  it('names cells in one way', () => {
    expect(
      cellId({
        indicator: 'persons_served_new',
        table: 'sex_by_district',
        categories: { district: 'peja', sex: 'male' },
        period: '2025Q1',
      }),
    ).toBe('persons_served_new|sex_by_district|sex=male,district=peja|2025Q1');
  });
});
