import type { TFunction } from 'i18next';
import { saidIn } from '#app/kernel/said.server.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import { EVENT_NAMES, eventName } from './event-names.ts';

/** Their pages say it themselves, or nothing was done but opened. */
const SAYS_ITSELF: ReadonlySet<string> = new Set([
  'checkpoint.downloaded',
  'copy.asked',
  'file.completeness_checked',
  'file.notes_written',
  'glass.broken',
  'letter.opened',
  'recovery_key.drilled',
  'recovery_key.made',
]);

/** One line about what the form before this page did, in the reader's language; null when no form led here. */
export function whatWasDone(request: Request, language: Language): string | null {
  const type = saidIn(request);
  if (!type || SAYS_ITSELF.has(type) || !Object.hasOwn(EVENT_NAMES, type)) return null;
  const t = translator(language, 'common');
  if (type === 'case.opened') return t('said.caseOpened');
  if (type === 'file.conflict_declared') return t('said.conflictDeclared');
  if (type === 'packet.referred') return t('said.packetSent');
  return eventName(t as TFunction<never>, type);
}
