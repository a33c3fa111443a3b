import { useTranslation } from 'react-i18next';
import type { Dimension } from './engine/categories.ts';
import { categoryName, indicatorName, periodName, splitName } from './figure-names.ts';

/** Names of indicators, splits, categories and periods in the page's language. */
export function useFigureNames() {
  const { t } = useTranslation();
  return {
    indicator: (code: string) => indicatorName(t, code),
    split: (table: string) => splitName(t, table),
    category: (dimension: Dimension, code: string) => categoryName(t, dimension, code),
    period: (period: string, short = false) => periodName(t, period, short),
  };
}
