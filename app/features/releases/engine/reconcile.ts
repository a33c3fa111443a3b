import loadHighs from 'highs';
import type { Identity } from './margins.ts';

type Solver = Awaited<ReturnType<typeof loadHighs>>;
let loading: Promise<Solver> | undefined;

/**
 * Turns noisy counts y into whole numbers that add up.
 *   x = argmin Σ (x−y)²/V  subject to the identities, x ≥ 0
 *   z = whole numbers with the least Σ |z−x| subject to the same identities, z ≥ 0
 * One V for every cell drops out of the first line. Cells that share no identity are solved apart.
 * Throws ReconcileError when the solver does not prove the optimum or a result does not add up; nothing is published then.
 */
export async function reconcile(noisy: readonly number[], identities: readonly Identity[]): Promise<number[]> {
  const solver = await (loading ??= loadHighs());
  const z = new Array<number>(noisy.length).fill(0);
  for (const cells of blocks(noisy.length, identities)) {
    const members = new Set(cells);
    const own = identities.filter((identity) => members.has(identity.parent));
    const x = own.length === 0 ? cells.map((c) => Math.max(0, noisy[c]!)) : leastSquares(solver, cells, noisy, own);
    const whole = own.length === 0 ? x.map(Math.round) : nearestWhole(solver, cells, x, own);
    cells.forEach((cell, i) => (z[cell] = whole[i]!));
  }
  for (const value of z) if (!Number.isInteger(value) || value < 0) throw new ReconcileError('a cell is not a count');
  for (const { parent, children } of identities) {
    if (z[parent] !== children.reduce((sum, c) => sum + z[c]!, 0)) throw new ReconcileError('cells do not add up');
  }
  return z;
}

function leastSquares(
  solver: Solver,
  cells: readonly number[],
  y: readonly number[],
  identities: readonly Identity[],
): number[] {
  const linear = cells.map((c) => signed(-2 * y[c]!, `c${c}`)).join(' ');
  const squares = cells.map((c) => `+ 2 c${c} ^2`).join(' ');
  return solve(solver, `Minimize\n obj: ${linear} + [ ${squares} ] / 2\nSubject To\n${rows(identities)}\nEnd`, cells);
}

function nearestWhole(
  solver: Solver,
  cells: readonly number[],
  x: readonly number[],
  identities: readonly Identity[],
): number[] {
  const distance = cells.map((c) => `+ d${c}`).join(' ');
  const bounds = cells.flatMap((c, i) => [
    ` a${c}: d${c} - c${c} >= ${fixed(-x[i]!)}`,
    ` b${c}: d${c} + c${c} >= ${fixed(x[i]!)}`,
  ]);
  const whole = cells.map((c) => `c${c}`).join(' ');
  const model = `Minimize\n obj: ${distance}\nSubject To\n${rows(identities)}\n${bounds.join('\n')}\nGenerals\n ${whole}\nEnd`;
  return solve(solver, model, cells).map(Math.round);
}

function solve(solver: Solver, model: string, cells: readonly number[]): number[] {
  const found = solver.solve(model, {
    output_flag: false,
    mip_rel_gap: 0,
    mip_abs_gap: 1e-6,
    random_seed: 0,
    threads: 1,
  });
  if (found.Status !== 'Optimal') throw new ReconcileError(`the solver ended with "${found.Status}"`);
  return cells.map((c) => Math.max(0, found.Columns[`c${c}`]?.Primal ?? 0));
}

const rows = (identities: readonly Identity[]): string =>
  identities
    .map(({ parent, children }, i) => ` m${i}: c${parent} ${children.map((c) => `- c${c}`).join(' ')} = 0`)
    .join('\n');
const fixed = (value: number): string => value.toFixed(9);
const signed = (value: number, name: string): string => `${value < 0 ? '-' : '+'} ${fixed(Math.abs(value))} ${name}`;

/** Groups of cells that identities tie together, each in ascending order. */
function blocks(size: number, identities: readonly Identity[]): number[][] {
  const leader = Array.from({ length: size }, (_, i) => i);
  const find = (i: number): number => (leader[i] === i ? i : (leader[i] = find(leader[i]!)));
  for (const { parent, children } of identities) for (const child of children) leader[find(child)] = find(parent);
  const groups = new Map<number, number[]>();
  for (let i = 0; i < size; i++) groups.set(find(i), [...(groups.get(find(i)) ?? []), i]);
  return [...groups.values()];
}

export class ReconcileError extends Error {
  constructor(reason: string) {
    super(`The release cannot be reconciled: ${reason}.`);
    this.name = 'ReconcileError';
  }
}
