import * as z from 'zod';

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
