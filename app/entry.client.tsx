import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition, useEffect, type ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { loadMessages } from '#app/platform/i18n/browser-messages.ts';
import { createI18n } from '#app/platform/i18n/instance.ts';
import { defaultLanguage, isLanguage } from '#app/platform/i18n/languages.ts';
import { earlyWords } from '#app/ui/quiet/early-words.ts';

const putBack = earlyWords();

const tag = document.documentElement.lang.slice(0, 2);
const language = isLanguage(tag) ? tag : defaultLanguage;
const i18n = createI18n(language, await loadMessages(language));

function PutBack({ children }: { children: ReactNode }) {
  useEffect(putBack, []);
  return children;
}

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <PutBack>
          <RemixBrowser />
        </PutBack>
      </I18nextProvider>
    </StrictMode>,
  );
});
