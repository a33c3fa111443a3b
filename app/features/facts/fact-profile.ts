import { CATEGORIES } from '#app/features/releases/engine/categories.ts';
import { isCode } from '#app/platform/codes.ts';
import { districtOf } from '#app/platform/municipalities.ts';

/** What a fact may say of a person; every value is a code, and `not_stated` where nothing is known. */
export interface FactProfile {
  sex: string;
  community: string;
  district: string;
  age_band: string;
  age_at_time: string;
}

/** What the identity record knows, as far as facts use it. */
export interface KnownOfPerson {
  sex?: string | null | undefined;
  community?: string | null | undefined;
  /** a municipality's code, `abroad` or `not_stated` */
  municipality?: string | null | undefined;
  /** a day, `1975-04-30`, or only its year */
  birthDate?: string | null | undefined;
  /** the survivor's own answer, used when the dates are not known */
  ageAtTheTime?: string | null | undefined;
  /** the day of the violence, when it is recorded */
  violenceOn?: string | null | undefined;
}

const UNKNOWN = 'not_stated';
const AGE_NOW: readonly [from: number, band: string][] = [
  [70, '70+'],
  [60, '60-69'],
  [50, '50-59'],
  [40, '40-49'],
  [30, '30-39'],
  [18, '18-29'],
];
const AGE_AT_TIME: readonly [from: number, band: string][] = [
  [60, '60_plus'],
  [45, '45_59'],
  [30, '30_44'],
  [18, '18_29'],
  [14, '14_17'],
  [0, 'under_14'],
];

/** `occurredOn`: the day of the event that is counted; the age is the one of that day, never of the day of a report. */
export function profileOf(known: KnownOfPerson | null, occurredOn: string): FactProfile {
  const { sex, community, birthDate, ageAtTheTime, violenceOn } = known ?? {};
  const ageThen = ageOn(birthDate, violenceOn);
  return {
    sex: isCode('sex', sex) ? sex : UNKNOWN,
    community: isCode('community', community) ? community : 'prefers_not_to_say',
    district: districtCode(known?.municipality),
    age_band: bandOf(ageOn(birthDate, occurredOn), AGE_NOW),
    age_at_time:
      ageThen !== null ? bandOf(ageThen, AGE_AT_TIME) : isCode('ageAtTheTime', ageAtTheTime) ? ageAtTheTime : UNKNOWN,
  };
}

/** Whole years from a birth date to a day; with only a year of birth, the age reached in that year. Null if unknown. */
export function ageOn(birthDate: string | null | undefined, day: string | null | undefined): number | null {
  const birth = /^(\d{4})(?:-(\d{2}-\d{2}))?/.exec(birthDate ?? '');
  const then = /^(\d{4})(?:-(\d{2}-\d{2}))?/.exec(day ?? '');
  if (!birth || !then) return null;
  const years = Number(then[1]) - Number(birth[1]);
  const age = birth[2] && then[2] && then[2] < birth[2] ? years - 1 : years;
  return age >= 0 && age <= 120 ? age : null;
}

function bandOf(age: number | null, bands: typeof AGE_NOW): string {
  return (age === null ? undefined : bands.find(([from]) => age >= from)?.[1]) ?? UNKNOWN;
}

function districtCode(municipality: string | null | undefined): string {
  if (!isCode('municipality', municipality)) return UNKNOWN;
  const district = municipality === 'abroad' ? 'abroad' : districtOf(municipality);
  return district && CATEGORIES.district.includes(district) ? district : UNKNOWN;
}
