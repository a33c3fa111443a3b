/** One benchmark: what is timed, beside what it is compared with, in turn, in one run. Times are milliseconds. */
export interface Comparison {
  name: string;
  /** what the number is about, in one sentence */
  about: string;
  ours: () => Promise<unknown> | unknown;
  /** the thing that does the same job without our protection, or at another size */
  other?: { name: string; run: () => Promise<unknown> | unknown };
  rounds: number;
  /** what is put right before every round, not timed */
  before?: () => Promise<unknown>;
  /** calls per round, for things too short to time one by one */
  calls?: number;
  goal?: { ratio: number };
}

export interface Result {
  name: string;
  about: string;
  unit: 'ms';
  p50: number;
  p95: number;
  other?: { name: string; p50: number; p95: number };
  /** p50 ÷ p50 of the other */
  ratio?: number;
  goal?: number;
  met?: boolean;
}

/** Warm up, then A B A B …, so that a drift of the machine meets both alike. */
export async function measure({ name, about, ours, other, rounds, before, calls = 1, goal }: Comparison): Promise<Result> {
  const times: number[] = [];
  const otherTimes: number[] = [];
  for (let round = -Math.min(5, rounds); round < rounds; round += 1) {
    await before?.();
    const own = await timeOf(ours, calls);
    const others = other ? await timeOf(other.run, calls) : 0;
    if (round < 0) continue;
    times.push(own);
    otherTimes.push(others);
  }
  return summarise({ name, about, times, other: other && { name: other.name, times: otherTimes }, goal });
}

/** The same from times that were taken elsewhere, in milliseconds. */
export function summarise({
  name,
  about,
  times,
  other,
  goal,
}: Pick<Comparison, 'name' | 'about' | 'goal'> & {
  times: number[];
  other?: { name: string; times: number[] };
}): Result {
  const result: Result = { name, about, unit: 'ms', p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
  if (!other) return result;
  const theirs = { name: other.name, p50: quantile(other.times, 0.5), p95: quantile(other.times, 0.95) };
  const ratio = round(result.p50 / theirs.p50);
  return { ...result, other: theirs, ratio, ...(goal ? { goal: goal.ratio, met: ratio <= goal.ratio } : {}) };
}

async function timeOf(run: () => unknown, calls: number): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) await run();
  return (performance.now() - start) / calls;
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
