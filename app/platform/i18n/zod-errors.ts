import type { TFunction } from 'i18next';
import type { $ZodErrorMap, $ZodRawIssue } from 'zod/v4/core';

/**
 * Zod issues as keys of the namespace `errors`, with their numbers behind a bar: `too_long|max=200`.
 * A schema's own message (`z.string().refine(…, 'cases:openCase.error.codeTaken')`) is a key already and wins.
 */
export const zodErrorKeys: $ZodErrorMap = (issue) => zodErrorKey(issue);

/** The text of a form error; a key that no language has is shown as the general sentence, never raw. */
export function translateError(t: TFunction, error: string): string {
  const [key = '', ...pairs] = error.split('|');
  const values = Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string]));
  return t(key.includes(':') ? key : `errors:${key}`, { ...values, defaultValue: t('errors:invalid') });
}

function zodErrorKey(issue: $ZodRawIssue): string {
  const size = issue['origin'] === 'string' ? 'text' : issue['origin'] === 'array' ? 'list' : String(issue['origin']);
  switch (issue.code) {
    case 'invalid_type':
      return isEmpty(issue.input)
        ? issue['expected'] === 'boolean'
          ? 'tick'
          : 'required'
        : typeError(String(issue['expected']));
    case 'too_small':
      if (size === 'text')
        return Number(issue['minimum']) <= 1 ? 'required' : `too_short|min=${String(issue['minimum'])}`;
      if (size === 'list') return 'choose_one';
      return size === 'date' ? 'date_too_early' : `too_small|min=${String(issue['minimum'])}`;
    case 'too_big':
      if (size === 'text') return `too_long|max=${String(issue['maximum'])}`;
      if (size === 'list') return 'too_many';
      if (size === 'file') return 'file_too_big';
      return size === 'date' ? 'date_too_late' : `too_big|max=${String(issue['maximum'])}`;
    case 'invalid_value':
    case 'invalid_union':
      return isEmpty(issue.input) ? (isTick(issue['values']) ? 'tick' : 'choose_one') : 'invalid_choice';
    case 'invalid_format':
      return formatError(String(issue['format']));
    default:
      return 'invalid';
  }
}

/** `z.literal(true)` or `'on'`: a box that has to be ticked. */
function isTick(values: unknown): boolean {
  return Array.isArray(values) && values.length === 1 && (values[0] === true || values[0] === 'on');
}

function isEmpty(input: unknown): boolean {
  return input === undefined || input === null || input === '';
}

function typeError(expected: string): string {
  return { number: 'not_a_number', int: 'not_a_number', date: 'not_a_date', file: 'no_file' }[expected] ?? 'invalid';
}

function formatError(format: string): string {
  return { email: 'not_an_email', date: 'not_a_date', time: 'not_a_time', url: 'not_an_address' }[format] ?? 'invalid';
}
