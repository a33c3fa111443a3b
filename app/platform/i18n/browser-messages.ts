import type { Language } from './languages.ts';

const chunks: Record<Language, () => Promise<{ files: Record<string, object> }>> = {
  sq: () => import('./messages-sq.ts'),
  sr: () => import('./messages-sr.ts'),
  en: () => import('./messages-en.ts'),
};

/** The browser's messages: one chunk for the one language of the page. */
export async function loadMessages(language: Language): Promise<Record<string, object>> {
  const { files } = await chunks[language]();
  return Object.fromEntries(Object.entries(files).map(([path, messages]) => [path.split('/')[2] ?? '', messages]));
}
