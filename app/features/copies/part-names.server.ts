import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import type { CopyPart } from './copy-content.ts';

/** What a part holds, in plain words. */
export function partName(language: Language, part: CopyPart): string {
  const t = translator(language, 'copies');
  const names: Readonly<Record<CopyPart, string>> = {
    identity: t('part.identity'),
    casework: t('part.casework'),
    psychosocial: t('part.psychosocial'),
    legal: t('part.legal'),
  };
  return names[part];
}
