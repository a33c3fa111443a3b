import { useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages, languageTags } from '#app/platform/i18n/languages.ts';
import { useLanguage } from '#app/platform/i18n/use-format.ts';
import { OnceField } from './once-field.tsx';
import { keepFirst } from './quiet/keep-first.ts';

/** Three buttons of one form; the page comes back in the chosen language. Works without JavaScript. */
export function LanguageSwitch() {
  const { t } = useTranslation('common');
  const { pathname, search } = useLocation();
  const current = useLanguage();
  return (
    <form method="post" action="/language" className="flex" onSubmit={keepFirst} aria-label={t('language.choose')}>
      <OnceField />
      <input type="hidden" name="to" value={pathname + search} />
      {languages.map((language) => (
        <button
          key={language}
          name="language"
          value={language}
          lang={languageTags[language]}
          aria-label={languageNames[language]}
          title={languageNames[language]}
          aria-current={language === current ? 'true' : undefined}
          className="min-h-9 min-w-9 rounded-control px-1.5 text-small uppercase text-quiet hover:bg-sunken hover:text-ink aria-[current]:bg-leaf-soft aria-[current]:font-semibold aria-[current]:text-leaf-strong"
        >
          {language}
        </button>
      ))}
    </form>
  );
}
