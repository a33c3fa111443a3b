import { codeKey, isCode, type CodeList } from '#app/platform/codes.ts';
import { formatDate, formatDateTime } from '#app/platform/i18n/format.ts';
import type { Language } from '#app/platform/i18n/languages.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import type { CopyField, Labelled } from './copy-content.ts';
import { fieldLabels, type FieldKey } from './field-labels.server.ts';
import { saidToHer } from './said-to-her.server.ts';

/** Makes the fields of a copy in one language. A code that is in no list any more is shown as it is. */
export function fieldsIn(language: Language) {
  const labels = fieldLabels(language);
  const t = translator(language, 'copies');
  const codes = translator(language, 'codes');
  const hers = saidToHer(language);
  const field = (key: FieldKey, value: CopyField['value'], shown: string): CopyField => {
    return { key, label: labels[key], value, shown };
  };
  const labelled = (list: CodeList, code: string): Labelled => {
    return {
      code,
      label: hers[`${list}.${code}`] ?? (isCode(list, code) ? codes(codeKey(list, code as never)) : code),
    };
  };
  return {
    labelled,
    text: (key: FieldKey, value: string | number | null | undefined) =>
      field(key, value ?? null, value === null || value === undefined ? '' : String(value)),
    day: (key: FieldKey, value: string | null | undefined) =>
      field(key, value ?? null, value ? formatDate(language, value) : ''),
    moment: (key: FieldKey, value: string) => field(key, value, formatDateTime(language, value, 'long')),
    yesNo: (key: FieldKey, value: boolean) => field(key, value, value ? t('yes') : t('no')),
    code: (key: FieldKey, list: CodeList, code: string | null | undefined) => {
      const value = code ? labelled(list, code) : null;
      return field(key, value, value?.label ?? '');
    },
    codes: (key: FieldKey, list: CodeList, all: readonly string[]) => {
      const value = all.map((code) => labelled(list, code));
      return field(key, value, value.map(({ label }) => label).join(', '));
    },
    /** a code whose label is not in a list */
    named: (key: FieldKey, value: Labelled) => field(key, value, value.label),
    /** several codes, each in a line of its own with what belongs to it */
    lines: (key: FieldKey, value: readonly Labelled[]) => {
      const line = ({ label, on, description }: Labelled) =>
        [on && formatDate(language, on), label, description].filter(Boolean).join(' · ');
      return field(key, [...value], value.map(line).join('\n'));
    },
  };
}
