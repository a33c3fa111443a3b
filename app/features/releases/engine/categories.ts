// What a fact may say and what a table may be split by. Every list is complete: a person always falls in one category.

export const DIMENSIONS = ['sex', 'district', 'age_band', 'service_group'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const CATEGORIES: Readonly<Record<Dimension, readonly string[]>> = {
  sex: ['female', 'male', 'other', 'not_stated'],
  district: ['ferizaj', 'gjakova', 'gjilan', 'mitrovica', 'peja', 'pristina', 'prizren', 'abroad', 'not_stated'],
  age_band: ['18-29', '30-39', '40-49', '50-59', '60-69', '70+', 'not_stated'],
  service_group: ['psychosocial', 'legal', 'other'],
};

export const INDICATORS = [
  'persons_served_new',
  'persons_served_continuing',
  'services',
  'legal_consultations',
  'referrals',
  'applications_prepared',
  'applications_handed_over',
  'decisions_recognised',
  'decisions_rejected',
  'accompaniments',
] as const;
export type Indicator = (typeof INDICATORS)[number];

/** Can one person be in two categories of this dimension in one period? Only services: then parts do not add up. */
export const overlaps = (dimension: Dimension): boolean => dimension === 'service_group';

/** One countable thing that happened to one person, as coarse as it is stored. `service_group` matters for `services` only. */
export type Fact = {
  indicator: Indicator;
  quarter: string;
  district: string;
  sex: string;
  age_band: string;
  age_at_time: string;
  community: string;
  service_group: string;
  capability: string;
  person_key: bigint | string;
};

/** person_key as a number: 64 bits, given as a bigint or as 16 hexadecimal digits. Throws RangeError otherwise. */
export function personNumber(key: bigint | string): bigint {
  if (typeof key === 'string') {
    if (!/^[0-9a-f]{16}$/i.test(key)) throw new RangeError('A person key is 16 hexadecimal digits.');
    return BigInt(`0x${key}`);
  }
  if (key < 0n || key >> 64n !== 0n) throw new RangeError('A person key has 64 bits.');
  return key;
}
