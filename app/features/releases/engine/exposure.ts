import { CATEGORIES, overlaps, type Indicator } from './categories.ts';
import { NOISE_VARIANCE } from './noise-table.ts';
import type { PlannedTable, ReleasePlan } from './plan.ts';

/** A person's exposure is Σ 1/V over the published cells that contain her. */
export const EXPOSURE_PER_RELEASE = 0.9;
export const EXPOSURE_PER_FOUR_QUARTERS = 2.0;
export const MAX_TABLES = 14;

/** In how many cells of this table one person can be in one period. */
export function cellsPerPerson(table: PlannedTable): number {
  return table.dimensions.reduce((product, d) => product * (overlaps(d) ? CATEGORIES[d].length : 1), 1);
}

/**
 * The largest exposure that anyone can have over some releases together, whatever the data. It uses three facts:
 * in one period a person is new or continuing, not both; a case is new once ever; a status is recognised once ever.
 */
export function worstExposure(plans: readonly ReleasePlan[], variance: number = NOISE_VARIANCE): number {
  let everyTime = 0;
  let newInstead = 0;
  let recognised = 0;
  for (const plan of plans) {
    const of = (...indicators: Indicator[]) =>
      plan.tables.filter((t) => indicators.includes(t.indicator)).reduce((sum, t) => sum + cellsPerPerson(t), 0);
    const all = plan.tables.reduce((sum, t) => sum + cellsPerPerson(t), 0);
    const continuing = of('persons_served_continuing');
    everyTime += all - of('persons_served_new', 'decisions_recognised');
    newInstead = Math.max(newInstead, of('persons_served_new') - continuing);
    recognised = Math.max(recognised, of('decisions_recognised'));
  }
  return (everyTime + newInstead + recognised) / variance;
}

/**
 * Refuses a plan that breaks a limit: `earlier` are the releases of the three quarters before this one's last quarter.
 * Throws ExposureError, and the release is not built.
 */
export function checkExposure(plan: ReleasePlan, earlier: readonly ReleasePlan[]): void {
  if (plan.tables.length > MAX_TABLES) throw new ExposureError('more than 14 tables');
  if (plan.tables.some((t) => t.dimensions.length > 2)) throw new ExposureError('more than two category dimensions');
  if (worstExposure([plan]) > EXPOSURE_PER_RELEASE) throw new ExposureError('over the limit of one release');
  if (worstExposure([...earlier, plan]) > EXPOSURE_PER_FOUR_QUARTERS)
    throw new ExposureError('over the limit of four quarters');
}

export class ExposureError extends Error {
  constructor(reason: string) {
    super(`The plan of tables is refused: ${reason}.`);
    this.name = 'ExposureError';
  }
}
