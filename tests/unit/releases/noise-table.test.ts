import { describe, expect, it } from 'vitest';
import { noiseTable } from '#app/features/releases/engine/noise-table.ts';

const table = noiseTable();
const values = Array.from({ length: 41 }, (_, i) => i - 20);

describe('the noise table', () => {
  it('has the printed probabilities for 0 … 10', () => {
    const printed = [0.0997, 0.0967, 0.088, 0.0753, 0.0605, 0.0457, 0.0324, 0.0216, 0.0135, 0.0079, 0.0044];
    printed.forEach((p, v) => expect(table.probability(v)).toBeCloseTo(p, 4));
  });

  it('sums to 1, has mean 0 and variance 16, and nothing beyond 20', () => {
    const sum = (f: (v: number) => number) => values.reduce((total, v) => total + f(v) * table.probability(v), 0);
    expect(sum(() => 1)).toBeCloseTo(1, 12);
    expect(sum((v) => v)).toBeCloseTo(0, 12);
    expect(sum((v) => v * v)).toBeCloseTo(16, 9);
    expect(table.probability(21)).toBe(0);
  });

  it('has the greatest entropy: any move that keeps sum, mean and variance lowers it', () => {
    const entropy = (p: readonly number[]) => -p.reduce((sum, x) => sum + x * Math.log(x), 0);
    const best = values.map((v) => table.probability(v));
    for (const step of [1e-4, -1e-4]) {
      for (let i = 8; i < 30; i++) {
        // Third differences have no sum, no mean and no second moment.
        const moved = [...best];
        [1, -3, 3, -1].forEach((weight, k) => (moved[i + k]! += weight * step));
        expect(entropy(moved)).toBeLessThan(entropy(best));
      }
    }
  });

  it('inverts its distribution', () => {
    expect(table.inverse(0)).toBe(-20);
    expect(table.inverse(1 - 2 ** -53)).toBe(20);
    expect(table.inverse(0.5)).toBe(0);
    const steps = 20_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < steps; i++) {
      const v = table.inverse((i + 0.5) / steps);
      counts.set(v, (counts.get(v) ?? 0) + 1);
    }
    for (const v of values)
      expect(Math.abs((counts.get(v) ?? 0) / steps - table.probability(v))).toBeLessThan(1 / steps + 1e-9);
  });

  it('refuses what does not exist', () => {
    expect(() => noiseTable(200, 20)).toThrow(RangeError);
    expect(() => noiseTable(0, 20)).toThrow(RangeError);
    expect(() => table.inverse(1)).toThrow(RangeError);
  });
});
