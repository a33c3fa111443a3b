import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDateTime, formatNumber } from './format.ts';
import { defaultLanguage, isLanguage, type Language } from './languages.ts';

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : defaultLanguage;
}

/** Dates and numbers in the page's language: `const { date, dateTime, number } = useFormat()`. */
export function useFormat() {
  const language = useLanguage();
  return useMemo(
    () => ({
      date: (moment: Date | string, style?: 'long' | 'short') => formatDate(language, moment, style),
      dateTime: (moment: Date | string, style?: 'long' | 'short') => formatDateTime(language, moment, style),
      number: (value: number, digits?: number) => formatNumber(language, value, digits),
    }),
    [language],
  );
}
