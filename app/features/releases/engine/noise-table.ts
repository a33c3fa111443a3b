// The noise of one cell: the maximum-entropy distribution on whole numbers with mean 0 and a given variance, cut at a
// bound. Its form is P(v) ∝ exp(−λ v²); λ is found from the variance, so that nothing here is a table typed by hand.

export const NOISE_VARIANCE = 16;
export const NOISE_BOUND = 20;

export type NoiseTable = {
  bound: number;
  variance: number;
  probability(value: number): number;
  inverse(u: number): number;
};

/**
 * Builds the table. `variance` in persons², `bound` the largest |v|.
 * Throws RangeError when no such distribution exists (variance outside 0 … variance of the uniform distribution).
 */
export function noiseTable(variance: number = NOISE_VARIANCE, bound: number = NOISE_BOUND): NoiseTable {
  if (!Number.isInteger(bound) || bound < 1) throw new RangeError('The bound is a whole number from 1 on.');
  if (!(variance > 0) || variance >= (bound * (bound + 1)) / 3)
    throw new RangeError('No such variance within the bound.');
  const probabilities = normalised(lambdaFor(variance, bound), bound);
  const cumulative: number[] = [];
  let sum = 0;
  for (const p of probabilities) cumulative.push((sum += p));
  return {
    bound,
    variance,
    probability: (value) => probabilities[value + bound] ?? 0,
    inverse: (u) => inverse(cumulative, bound, u),
  };
}

/** F⁻¹(u) for 0 ≤ u < 1: the smallest v with F(v) > u. */
function inverse(cumulative: readonly number[], bound: number, u: number): number {
  if (!(u >= 0 && u < 1)) throw new RangeError('u is at least 0 and less than 1.');
  const index = cumulative.findIndex((c) => c > u);
  return (index < 0 ? cumulative.length - 1 : index) - bound;
}

function normalised(lambda: number, bound: number): number[] {
  const weights = Array.from({ length: 2 * bound + 1 }, (_, i) => Math.exp(-lambda * (i - bound) ** 2));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / total);
}

/** The variance falls as λ grows: bisection to the last bit that a double holds. */
function lambdaFor(variance: number, bound: number): number {
  let low = 0;
  let high = 50;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    const found = normalised(middle, bound).reduce((sum, p, i) => sum + p * (i - bound) ** 2, 0);
    if (found > variance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
