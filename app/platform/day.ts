import * as z from 'zod';
import { systemClock } from './clock.ts';
import { isoDate } from './i18n/format.ts';

/** The first day that a case file can name: nobody whom it is about was born before it. */
export const FIRST_DAY = '1900-01-01';
/** Deadlines and consents end long before it; beyond it databases and people read dates differently. */
export const LAST_DAY = '2100-12-31';

/** A day `YYYY-MM-DD` from `FIRST_DAY` to `LAST_DAY`; errors `not_a_date`, `date_too_early`, `date_too_late`. */
export function day(first = FIRST_DAY) {
  return z.iso
    .date()
    .refine((text) => text >= first, 'date_too_early')
    .refine((text) => text <= LAST_DAY, 'date_too_late');
}

/** The first day on which an organisation can have done anything for somebody: after the war that this is about. */
export const FIRST_WORK_DAY = '1999-01-01';

/** A day of casework: as `day`, from `FIRST_WORK_DAY`. */
export function workDay() {
  return day(FIRST_WORK_DAY);
}

/**
 * A day on which something happened: as `day`, and `date_too_late` after today. The schema says it together with all else that is
 * wrong with a form; the use case that writes holds it against its own time.
 */
export function pastDay(first = FIRST_DAY) {
  return day(first).refine((text) => text <= isoDate(systemClock.now()) || text > LAST_DAY, 'date_too_late');
}

/** A day of casework that has been. */
export function pastWorkDay() {
  return pastDay(FIRST_WORK_DAY);
}
