import { formatDate, formatDateTime } from '#app/platform/i18n/format.ts';
import { languageTags, type Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import { GROUPS, groupNamesIn, meaningsIn } from './consent-texts.ts';
import type { SheetRow } from './consent-view.ts';
import { PURPOSES } from './consent.schema.ts';

interface SheetData {
  code: string;
  printedBy: string;
  printedAt: Date;
  rows: readonly SheetRow[];
}

/** Every text of the printed sheet in the survivor's language, which may be another one than the reader's. */
export function printedSheet(language: Language, { code, printedBy, printedAt, rows }: SheetData) {
  const t = translator(language, 'consents');
  const label = translator(language, 'codes');
  const meanings = meaningsIn(t);
  const names = groupNamesIn(t);
  const groups = Object.entries(GROUPS).map(([group, purposes]) => ({
    name: names[group as keyof typeof GROUPS],
    lines: purposes.map((purpose) => {
      const row = rows.find((candidate) => candidate.purpose === purpose);
      const said = row?.state === 'narrow' ? 'given' : row?.state;
      const state = said === 'given' || said === 'refused' ? said : null;
      const categories = row?.answer?.categories.length ? row.answer.categories : PURPOSES[purpose].categories;
      return {
        purpose: label(`codes:consentPurpose.${purpose}`),
        meaning: meanings[purpose],
        uses: t('print.uses', { categories: categories.map((name) => label(`codes:dataCategory.${name}`)).join(', ') }),
        state,
        on: state && row?.answer ? formatDate(language, row.answer.givenOn, 'short') : null,
      };
    }),
  }));
  return {
    lang: languageTags[language],
    title: t('print.title'),
    intro: t('print.intro'),
    promise: t('promise'),
    answers: { given: t('print.yes'), refused: t('print.no'), later: t('print.later') },
    groups,
    lines: [t('print.signature'), t('print.worker'), t('print.date')],
    foot: t('print.foot', { code, name: printedBy, when: formatDateTime(language, printedAt) }),
  };
}
export type PrintedSheet = ReturnType<typeof printedSheet>;
