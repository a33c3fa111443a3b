import { CATEGORIES, DIMENSIONS, INDICATORS, personNumber, type Dimension, type Fact } from './categories.ts';
import { cellId, setKey, uniformOf, type CellAddress, type NoiseMac } from './cell-key.ts';
import { cellsOf, marginIdentities } from './margins.ts';
import { noiseTable, type NoiseTable } from './noise-table.ts';
import { quartersOf } from './periods.ts';
import type { PlannedTable, ReleasePlan } from './plan.ts';
import { reconcile } from './reconcile.ts';

/** A published cell. There is no field for the true count, so it cannot be stored, logged or sent by mistake. */
export type ReleasedCell = CellAddress & { z: number };

type Profile = { quarter: string; sex: string; district: string; age_band: string };

/**
 * Facts to published cells, for every cell of the plan, empty ones too. Facts outside the plan's periods are ignored.
 * The same facts and key give the same cells, in any order and with any fact repeated.
 * Throws RangeError for a fact with an unknown indicator, category, quarter or person key; ReconcileError from the solver.
 */
export async function buildCells(
  facts: readonly Fact[],
  plan: ReleasePlan,
  mac: NoiseMac,
  noise: NoiseTable = noiseTable(),
): Promise<ReleasedCell[]> {
  facts.forEach(checkFact);
  const cells = cellsOf(plan.tables);
  const members = count(facts, plan.tables);
  const noisy = await Promise.all(
    cells.map(async (cell) => {
      const id = cellId(cell);
      const persons = members.get(id) ?? new Set<bigint>();
      return persons.size + noise.inverse(await uniformOf(mac, id, setKey(persons), persons.size));
    }),
  );
  const z = await reconcile(noisy, marginIdentities(plan.tables, cells));
  return cells.map(({ indicator, table, categories, period }, i) => ({
    indicator,
    table,
    categories,
    period,
    z: z[i]!,
  }));
}

/** The persons of every cell that is not empty, by cell id. Kept in here: only z leaves this file. */
function count(facts: readonly Fact[], tables: readonly PlannedTable[]): Map<string, Set<bigint>> {
  const members = new Map<string, Set<bigint>>();
  for (const period of new Set(tables.map((t) => t.period))) {
    const quarters = new Set(quartersOf(period));
    const inPeriod = facts
      .filter((f) => quarters.has(f.quarter))
      .map((fact) => ({ fact, person: personNumber(fact.person_key) }));
    const profiles = profilesOf(inPeriod);
    const isNew = new Set(
      inPeriod.filter(({ fact }) => fact.indicator === 'persons_served_new').map(({ person }) => person),
    );
    const planned = new Map<string, PlannedTable[]>();
    for (const t of tables) if (t.period === period) planned.set(t.indicator, [...(planned.get(t.indicator) ?? []), t]);
    for (const { fact, person } of inPeriod) {
      if (fact.indicator === 'persons_served_continuing' && isNew.has(person)) continue;
      const profile = profiles.get(person)!;
      for (const { indicator, dimensions, table } of planned.get(fact.indicator) ?? []) {
        const id = cellId({ indicator, table, categories: categoriesOf(dimensions, fact, profile), period });
        const persons = members.get(id);
        if (persons) persons.add(person);
        else members.set(id, new Set([person]));
      }
    }
  }
  return members;
}

function categoriesOf(
  dimensions: readonly Dimension[],
  fact: Fact,
  profile: Profile,
): Partial<Record<Dimension, string>> {
  const categories: Partial<Record<Dimension, string>> = {};
  for (const d of dimensions) categories[d] = d === 'service_group' ? fact.service_group : profile[d];
  return categories;
}

/** One person, one sex, district and age per period: her latest quarter's; otherwise a move would break additivity. */
function profilesOf(facts: ReadonlyArray<{ fact: Fact; person: bigint }>): Map<bigint, Profile> {
  const profiles = new Map<bigint, Profile>();
  const rank = (p: Profile) => `${p.quarter}|${p.sex}|${p.district}|${p.age_band}`;
  for (const { fact, person } of facts) {
    const { quarter, sex, district, age_band } = fact;
    const known = profiles.get(person);
    const candidate = { quarter, sex, district, age_band };
    if (!known || rank(candidate) > rank(known)) profiles.set(person, candidate);
  }
  return profiles;
}

function checkFact(fact: Fact): void {
  if (!INDICATORS.includes(fact.indicator)) throw new RangeError('A fact has an unknown indicator.');
  if (!/^\d{4}Q[1-4]$/.test(fact.quarter)) throw new RangeError('A fact has no proper quarter.');
  for (const d of DIMENSIONS) {
    if (d === 'service_group' && fact.indicator !== 'services') continue;
    if (!CATEGORIES[d].includes(fact[d])) throw new RangeError(`A fact has an unknown ${d}.`);
  }
}
