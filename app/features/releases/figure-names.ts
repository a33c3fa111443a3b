import type { TFunction } from 'i18next';
import type { Dimension, Indicator } from './engine/categories.ts';

// Names of what the figures are made of, on pages and in downloads. Full keys, because both bind other namespaces.

const INDICATOR_KEYS: Record<Indicator, string> = {
  persons_served_new: 'figures:indicator.persons_served_new',
  persons_served_continuing: 'figures:indicator.persons_served_continuing',
  services: 'figures:indicator.services',
  legal_consultations: 'figures:indicator.legal_consultations',
  referrals: 'figures:indicator.referrals',
  applications_prepared: 'figures:indicator.applications_prepared',
  applications_handed_over: 'figures:indicator.applications_handed_over',
  decisions_recognised: 'figures:indicator.decisions_recognised',
  decisions_rejected: 'figures:indicator.decisions_rejected',
  accompaniments: 'figures:indicator.accompaniments',
};

const DIMENSION_KEYS: Record<Dimension | 'total', string> = {
  total: 'figures:dimension.total',
  sex: 'figures:dimension.sex',
  district: 'figures:dimension.district',
  age_band: 'figures:dimension.age_band',
  service_group: 'figures:dimension.service_group',
};

export function indicatorName(t: TFunction, indicator: string): string {
  return t(INDICATOR_KEYS[indicator as Indicator] ?? indicator);
}

export function dimensionName(t: TFunction, dimension: string): string {
  return t(DIMENSION_KEYS[dimension as Dimension] ?? dimension);
}

/** A table's name: its dimensions, or "over time" for a total. */
export function splitName(t: TFunction, table: string): string {
  return table
    .split('_by_')
    .map((dimension) => dimensionName(t, dimension))
    .join(' × ');
}

export function categoryName(t: TFunction, dimension: Dimension, code: string): string {
  if (code === 'not_stated') return t('codes:sex.not_stated');
  if (code === 'abroad') return t('figures:abroad');
  if (dimension === 'sex') return t(`codes:sex.${code}`);
  if (dimension === 'district') return t(`codes:district.${code}`);
  if (dimension === 'service_group') return t(`codes:serviceGroup.${code}`);
  return code.replace('-', '–');
}

/** "3rd quarter of 2026", "1st half of 2026", "2026"; `short` for axes. */
export function periodName(t: TFunction, period: string, short = false): string {
  const year = period.slice(0, 4);
  const number = period.slice(5);
  if (period[4] === 'Q') return t(short ? 'figures:period.shortQuarter' : 'figures:period.quarter', { year, number });
  if (period[4] === 'H') return t(short ? 'figures:period.shortHalf' : 'figures:period.half', { year, number });
  return year;
}
