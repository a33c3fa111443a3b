import type { Code } from '#app/platform/codes.ts';

export type DocumentKind = Code<'documentKind'>;

/** What is wrong with a number, as the key of its message; null when nothing is. */
type NumberError = 'cases:error.personalNumber' | 'cases:error.formerNumber' | 'cases:error.documentNumber';

/**
 * Whether a number can be one of its kind: a personal number of Kosovo has ten digits, the former one thirteen. Without a
 * kind either will do; a number of any other form needs the answer that it is of another document (docs/decisions/076).
 */
export function numberError(kind: DocumentKind | undefined, text: string): NumberError | null {
  const plain = text.replace(/[\s-]/g, '');
  if (kind === 'other_document') return /^[\p{L}\d./]{4,}$/u.test(plain) && /\d/.test(plain) ? null : 'cases:error.documentNumber';
  if (kind === 'former_number') return /^\d{13}$/.test(plain) ? null : 'cases:error.formerNumber';
  const fits = kind ? /^\d{10}$/ : /^(\d{10}|\d{13})$/;
  return fits.test(plain) ? null : 'cases:error.personalNumber';
}

const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2] as const;

/**
 * True when a ten-digit number does not fit the usual check digit (modulo 11; a leading 9 is exempt). The check is
 * unofficial, so this asks for a second look and never blocks; 13-digit and foreign numbers are not checked.
 */
export function isUnusualPersonalNumber(text: string | null | undefined): boolean {
  const digits = (text ?? '').replace(/[\s-]/g, '');
  if (!/^\d{10}$/.test(digits) || digits.startsWith('9')) return false;
  const sum = WEIGHTS.reduce<number>((total, weight, position) => total + weight * Number(digits[position]), 0);
  const check = 11 - (sum % 11);
  return (check > 9 ? 0 : check) !== Number(digits[9]);
}
