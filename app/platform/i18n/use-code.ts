import { useTranslation } from 'react-i18next';
import { codeKey, codeLists, type Code, type CodeList } from '../codes.ts';

/** Labels of codes: `label('sex', 'female')`, and `choices('sex')` for selects and groups. */
export function useCode() {
  const { t } = useTranslation('codes');
  const label = <List extends CodeList>(list: List, code: Code<List>): string => t(codeKey(list, code));
  const choices = <List extends CodeList>(list: List, only: readonly Code<List>[] = codeLists[list]) =>
    only.map((code) => ({ value: code, label: label(list, code) }));
  return { label, choices };
}
