import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import { fieldsIn } from './fields.server.ts';
import type { Knows } from './who-read.server.ts';

/** What every section of one copy is written with. */
export interface CopyWriter {
  uow: UnitOfWork;
  caseId: string;
  language: Language;
  /** under which every field is opened */
  purpose: string;
  /** of which parts its maker may know */
  knows: Knows;
  t: ReturnType<typeof translator>;
  f: ReturnType<typeof fieldsIn>;
}

export function copyWriter(given: Omit<CopyWriter, 't' | 'f'>): CopyWriter {
  return { ...given, t: translator(given.language, 'copies'), f: fieldsIn(given.language) };
}
