import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './languages.ts';

/**
 * One i18next instance that speaks one language and never changes it: a page in another language is another page load.
 * Keys are `a.b`, another namespace is `namespace:a.b`; React escapes, so i18next does not.
 */
export function createI18n(language: Language, resources: Record<string, object>): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: resources },
    ns: Object.keys(resources),
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });
  return instance;
}
