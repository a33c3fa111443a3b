import { translator } from '#app/platform/i18n/translator.server.ts';
import type { Copy } from './assemble-copy.server.ts';
import { partName } from './part-names.server.ts';

/**
 * The copy for a machine: keys and codes are English and stay the same from copy to copy; labels are in the language of the
 * copy, `labels` names every key that occurs.
 */
export function copyJson(copy: Copy): string {
  const codes = translator(copy.language, 'codes');
  const part = (name: Copy['held'][number]) => ({ code: name, label: partName(copy.language, name) });
  const fields = copy.sections.flatMap(({ records }) => records.flat());
  const object = {
    format: 'linden/copy/1',
    language: copy.language,
    case: copy.code,
    made_at: copy.madeAt.toISOString(),
    made_by: copy.madeBy,
    organisation: copy.organisation,
    asked: { code: copy.asked, label: codes(`codes:copyAsked.${copy.asked}`) },
    parts: { held: copy.held.map(part), to_be_added_by_others: copy.others.map(part) },
    labels: Object.fromEntries(fields.map(({ key, label }) => [key, label])),
    sections: copy.sections.map(({ key, part: name, title, records }) => ({
      key,
      part: name,
      label: title,
      records: records.map((record) => Object.fromEntries(record.map((field) => [field.key, field.value]))),
    })),
    who_read: copy.readings,
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}
