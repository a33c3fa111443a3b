import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeLists } from '#app/platform/codes.ts';
import { languages } from '#app/platform/i18n/languages.ts';
import {
  flatten,
  missingKeys,
  stemOf,
  stems,
  unusedKeys,
  usedIn,
  variables,
  type KeyUse,
} from '../../support/message-keys.ts';

const folder = join(process.cwd(), 'app/platform/i18n/messages');
const namespaces = readdirSync(folder);
const read = (namespace: string, language: string) =>
  flatten(JSON.parse(readFileSync(join(folder, namespace, `${language}.json`), 'utf8')) as object);

describe.each(namespaces)('messages of %s', (namespace) => {
  const texts = Object.fromEntries(languages.map((language) => [language, read(namespace, language)]));

  it('has the same keys in every language', () => {
    const english = [...stems(texts['en'])].sort();
    for (const language of languages) {
      expect([...stems(texts[language])].sort(), language).toEqual(english);
    }
  });

  it('has every plural form that the language needs, and no text is empty', () => {
    for (const language of languages) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const keys = texts[language] ?? new Map<string, string>();
      for (const key of keys.keys()) {
        const stem = stemOf(key, keys);
        if (stem === key) continue;
        for (const form of forms) expect(keys.has(`${stem}_${form}`), `${language} ${stem}_${form}`).toBe(true);
      }
      expect([...keys].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
    }
  });

  it('names the same variables in every language', () => {
    for (const [key, text] of texts['en'] ?? []) {
      for (const language of languages) {
        const other = texts[language]?.get(key);
        if (other !== undefined) expect(variables(other), `${language} ${key}`).toEqual(variables(text));
      }
    }
  });
});

describe('keys in the code', () => {
  const sources = sourceFiles('app').map((path) => usedIn(path, readFileSync(path, 'utf8')));
  const known = new Set(
    namespaces.flatMap((namespace) => [...stems(read(namespace, 'en'))].map((key) => `${namespace}:${key}`)),
  );

  it('all exist', () => {
    expect(missingKeys(sources, known)).toEqual([]);
  });

  it('are all used; only labels of codes are looked up by a computed key', () => {
    expect(unusedKeys(sources, known)).toEqual([]);
  });

  it('finds a planted missing key and a planted unused one', () => {
    const planted: KeyUse = usedIn(
      'planted.tsx',
      "const { t } = useTranslation('common'); t('no.such'); t('shell.skip');",
    );
    expect(missingKeys([planted], known)).toEqual(['planted.tsx common:no.such']);
    expect(unusedKeys([planted], new Set(['common:shell.skip', 'common:left.over']))).toEqual(['common:left.over']);
  });

  it('refuses a computed key outside the code lists', () => {
    const planted = usedIn('planted.tsx', "const { t } = useTranslation('common'); t(`a.${b}`);");
    expect(missingKeys([planted], known)).toEqual(['planted.tsx computed key: `a.${b}`']);
  });
});

it('every code has a label in every language', () => {
  for (const language of languages) {
    const labels = read('codes', language);
    const codes = Object.entries(codeLists).flatMap(([list, entries]) => entries.map((code) => `${list}.${code}`));
    expect([...labels.keys()].sort(), language).toEqual(codes.sort());
  }
});

function sourceFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated.server' ? [] : sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
