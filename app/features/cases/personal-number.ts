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
