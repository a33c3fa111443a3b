import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const LANGUAGES = ['en', 'sq', 'sr'] as const;
const PLURAL = /_(zero|one|two|few|many|other)$/;

/** `a.b` for every text in a file of messages; forms of a plural count as one. */
function keysOf(messages: object, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value, `${prefix}${key}.`)
      : [(prefix + key).replace(PLURAL, '')],
  );
}

/** Texts that exist in one language and not in another, one sentence each. */
export function missingTexts(folder: string): string[] {
  const namespaces = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return namespaces.flatMap(({ name }) => {
    const texts = LANGUAGES.map((language) => {
      const messages = JSON.parse(readFileSync(path.join(folder, name, `${language}.json`), 'utf8')) as object;
      return [language, new Set(keysOf(messages))] as const;
    });
    const all = new Set(texts.flatMap(([, keys]) => [...keys]));
    return texts.flatMap(([language, keys]) =>
      [...all].filter((key) => !keys.has(key)).map((key) => `${name}:${key} is missing in ${language}`),
    );
  });
}
