import { LAYOUT } from '#app/platform/documents/layout-typst.ts';
import { setDocument, type SetDocument } from '#app/platform/documents/set-document.server.ts';
import { formatDate, formatDateTime } from '#app/platform/i18n/format.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import type { Copy } from './assemble-copy.server.ts';
import type { CopyField } from './copy-content.ts';
import { COPY } from './copy-typst.ts';
import { partName } from './part-names.server.ts';
import type { Reading } from './who-read.server.ts';

/** A record of more letters than this may run over the end of a page. */
const SHORT = 600;

function recordOf(record: readonly CopyField[]) {
  const fields = record.filter(({ shown }) => shown !== '');
  return { fields, whole: fields.reduce((sum, { shown }) => sum + shown.length, 0) <= SHORT };
}

/** The copy to print and hand over: who made it, when and why stands at the foot of every page. */
export function renderCopy(copy: Copy): SetDocument {
  const { language } = copy;
  const t = translator(language, 'copies');
  const codes = translator(language, 'codes');
  const asked = codes(`codes:copyAsked.${copy.asked}`);
  const made = formatDateTime(language, copy.madeAt, 'long');
  const timeOf = (moment: string) => formatDateTime(language, moment).split(', ').at(-1) ?? '';
  const readingOf = (reading: Reading) => ({
    when: [...new Set([reading.from, reading.until].flatMap((at) => (at ? [timeOf(at)] : [])))].join('–'),
    who: reading.who.label,
    what: [
      reading.act.label,
      reading.times > 1 ? t('readings.times', { count: reading.times }) : '',
      reading.refused ? t('readings.refused') : '',
    ]
      .filter(Boolean)
      .join(' · '),
    why: reading.why ? t('readings.why', { why: reading.why.label }) : '',
  });
  return setDocument('copy', LAYOUT + COPY, {
    title: copy.code,
    language,
    head: '',
    foot: t('paper.foot', { name: copy.madeBy, when: made, asked }),
    labels: {
      empty: '–',
      title: t('paper.title'),
      lead: t('paper.lead'),
      held: t('paper.held'),
      others: t('paper.others'),
      others_text: t('paper.othersText'),
      rights: t('paper.rights'),
      rights_text: t('paper.rightsText'),
      nothing: t('paper.nothing'),
      who_read: t('readings.title'),
      who_read_text: t('readings.text'),
      when: t('readings.when'),
      who: t('readings.who'),
      what: t('readings.what'),
    },
    data: {
      facts: [
        { label: t('field.code'), shown: copy.code },
        { label: t('paper.organisation'), shown: copy.organisation },
        { label: t('paper.madeOn'), shown: made },
        { label: t('paper.madeBy'), shown: copy.madeBy },
        { label: t('paper.asked'), shown: asked },
      ],
      held: copy.held.map((part) => partName(language, part)),
      others: copy.others.map((part) => partName(language, part)),
      sections: copy.sections.map(({ title, records }) => ({
        title,
        records: records.map(recordOf),
      })),
      days: copy.readings.map(({ day, readings }) => ({
        title: formatDate(language, day),
        readings: readings.map(readingOf),
      })),
    },
  });
}
