import type { i18n, TFunction } from 'i18next';
import { createI18n } from './instance.ts';
import type { Language } from './languages.ts';
import { allMessages } from './messages.server.ts';

const instances = new Map<Language, i18n>();

/** The language's instance, made once: it holds no state of a request. */
export function serverI18n(language: Language): i18n {
  const known = instances.get(language);
  if (known) return known;
  const made = createI18n(language, allMessages[language]);
  instances.set(language, made);
  return made;
}

/** `translator('sq', 'packets')('receipt.title')`, for letters, files and everything that is not a component. */
export function translator(language: Language, namespace: string): TFunction {
  return serverI18n(language).getFixedT(language, namespace);
}
