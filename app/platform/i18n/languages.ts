/** The three languages of every screen, letter and message. `sr` is written in Latin script. */
export const languages = ['sq', 'sr', 'en'] as const;
export type Language = (typeof languages)[number];
export const defaultLanguage: Language = 'sq';

/** Each language's name in itself; never translated. */
export const languageNames: Record<Language, string> = { sq: 'Shqip', sr: 'Srpski', en: 'English' };

/** The BCP 47 tag for the `lang` attribute. */
export const languageTags: Record<Language, string> = { sq: 'sq', sr: 'sr-Latn', en: 'en' };

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
