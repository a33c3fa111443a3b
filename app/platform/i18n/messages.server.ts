import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { languages, type Language } from './languages.ts';

/** Messages of one namespace: nested objects with text at the leaves. */
export interface Messages {
  [key: string]: string | Messages;
}
export type MessageBundle = Record<string, Messages>;

/** Every namespace of every language. A build carries them inside; scripts run from source read the folder. */
export const allMessages: Record<Language, MessageBundle> = import.meta.env
  ? byLanguage(import.meta.glob<Messages>('./messages/*/*.json', { eager: true, import: 'default' }))
  : byLanguage(fromDisk());

function byLanguage(files: Record<string, Messages>): Record<Language, MessageBundle> {
  const result: Record<Language, MessageBundle> = { sq: {}, sr: {}, en: {} };
  for (const [path, messages] of Object.entries(files)) {
    const [, namespace, language] = /messages\/([^/]+)\/(\w+)\.json$/.exec(path) ?? [];
    if (namespace && (language === 'sq' || language === 'sr' || language === 'en'))
      result[language][namespace] = messages;
  }
  return result;
}

function fromDisk(): Record<string, Messages> {
  const folder = join(import.meta.dirname, 'messages');
  const files: Record<string, Messages> = {};
  for (const namespace of readdirSync(folder)) {
    for (const language of languages) {
      const path = join(folder, namespace, `${language}.json`);
      files[path] = JSON.parse(readFileSync(path, 'utf8')) as Messages;
    }
  }
  return files;
}
