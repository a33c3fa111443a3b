import { createHmac } from 'node:crypto';
import { CATEGORIES, type Fact, type Indicator } from '#app/features/releases/engine/categories.ts';
import { cellId, type NoiseMac } from '#app/features/releases/engine/cell-key.ts';
import type { ReleasedCell } from '#app/features/releases/engine/build-cells.ts';
import { quartersOf } from '#app/features/releases/engine/periods.ts';

/** A keyed MAC for tests: another key, another noise. */
export function testMac(key: string | number): NoiseMac {
  return async (data) => createHmac('sha256', `test ${key}`).update(data).digest();
}

/** Repeatable numbers in [0, 1), so that a failure can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Facts of `size` people in the quarters of one period, with the skew of the real thing (mostly women, few abroad). */
export function population(size: number, period: string, seed = 1): Fact[] {
  const random = seeded(seed);
  const pick = (values: readonly string[], weights: readonly number[]) => {
    let rest = random() * weights.reduce((a, b) => a + b, 0);
    return values.find((_, i) => (rest -= weights[i]!) < 0) ?? values[0]!;
  };
  const facts: Fact[] = [];
  for (let i = 0; i < size; i++) {
    const person = {
      district: pick(CATEGORIES.district, [8, 22, 7, 20, 10, 18, 11, 3, 1]),
      sex: pick(CATEGORIES.sex, [88, 10, 1, 1]),
      age_band: pick(CATEGORIES.age_band, [2, 14, 34, 28, 14, 7, 1]),
      age_at_time: '18-29',
      community: 'albanian',
      capability: 'psychosocial',
      person_key: BigInt.asUintN(64, BigInt(Math.floor(random() * 2 ** 53)) * 2053n + BigInt(i)),
    };
    const add = (indicator: Indicator, service_group = 'not_applicable') =>
      facts.push({
        ...person,
        indicator,
        service_group,
        quarter: pick(
          quartersOf(period),
          quartersOf(period).map(() => 1),
        ),
      });
    add(random() < 0.45 ? 'persons_served_new' : 'persons_served_continuing');
    for (const group of CATEGORIES.service_group) if (random() < 0.5) add('services', group);
    const rates: ReadonlyArray<[Indicator, number]> = [
      ['legal_consultations', 0.35],
      ['referrals', 0.2],
      ['applications_prepared', 0.2],
      ['applications_handed_over', 0.15],
      ['decisions_recognised', 0.08],
      ['decisions_rejected', 0.05],
      ['accompaniments', 0.1],
    ];
    for (const [indicator, rate] of rates) if (random() < rate) add(indicator);
  }
  return facts;
}

/** The true counts of released cells, counted the slow way; tests only. */
export function trueCounts(facts: readonly Fact[], cells: readonly ReleasedCell[]): number[] {
  const served = (indicator: string, period: string) =>
    facts.filter((f) => f.indicator === indicator && quartersOf(period).includes(f.quarter));
  const byIndicator = new Map<string, Fact[]>();
  for (const { indicator, period } of cells) {
    const key = `${indicator}|${period}`;
    if (byIndicator.has(key)) continue;
    const newcomers = new Set(served('persons_served_new', period).map((f) => f.person_key));
    const relevant = served(indicator, period);
    const continuing = indicator === 'persons_served_continuing';
    byIndicator.set(key, continuing ? relevant.filter((f) => !newcomers.has(f.person_key)) : relevant);
  }
  return cells.map((cell) => {
    const wanted = Object.entries(cell.categories);
    const inCell = byIndicator
      .get(`${cell.indicator}|${cell.period}`)!
      .filter((f) => wanted.every(([dimension, category]) => f[dimension as keyof Fact] === category));
    return new Set(inCell.map((f) => f.person_key)).size;
  });
}

/** Sums that do not add up between the cells of a release, found from the cells alone. */
export function additivityViolations(cells: readonly ReleasedCell[]): string[] {
  const violations: string[] = [];
  for (const parent of cells) {
    const parentKeys = Object.keys(parent.categories);
    for (const dimension of ['sex', 'district', 'age_band'] as const) {
      if (parentKeys.includes(dimension)) continue;
      const children = cells.filter(
        (c) =>
          c.indicator === parent.indicator &&
          c.period === parent.period &&
          Object.keys(c.categories).length === parentKeys.length + 1 &&
          c.categories[dimension] !== undefined &&
          Object.entries(parent.categories).every(([d, v]) => c.categories[d as keyof typeof c.categories] === v),
      );
      if (children.length > 0 && children.reduce((sum, c) => sum + c.z, 0) !== parent.z)
        violations.push(`${cellId(parent)} / ${dimension}`);
    }
  }
  return violations;
}
