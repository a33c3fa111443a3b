import { ALL_PASSWORD_WORDS } from './password-words.ts';

/**
 * What a new password must be: long, and not one that everybody tries. No rules on which characters (NIST SP 800-63B,
 * section 3.1.1.2; ASVS 5.0, 6.2). Browser-safe; the list of common passwords is common-passwords.server.ts.
 */
export const MINIMUM_LENGTH = { alone: 15, withSecondFactor: 8 } as const;
export const MAXIMUM_LENGTH = 1024;

export type PasswordProblem =
  'password_too_short' | 'password_too_short_beside_factor' | 'password_common' | 'password_hers';

interface Circumstances {
  secondFactor: boolean;
  /** what anybody could guess of her: e-mail, name, organisation */
  about: readonly string[];
  isCommon: (password: string) => boolean;
}

/** The key (namespace `errors`) of what is wrong with a new password, or null. Lengths count characters, not bytes. */
export function passwordProblem(
  password: string,
  { secondFactor, about, isCommon }: Circumstances,
): PasswordProblem | null {
  const length = [...password.normalize('NFKC')].length;
  if (length < MINIMUM_LENGTH[secondFactor ? 'withSecondFactor' : 'alone']) {
    return secondFactor ? 'password_too_short_beside_factor' : 'password_too_short';
  }
  if (isCommon(password)) return 'password_common';
  return isGuessable(password, about) ? 'password_hers' : null;
}

/** Nothing but what is known of her and words of the work, with a few characters around them. */
export function isGuessable(password: string, about: readonly string[]): boolean {
  const words = [...ALL_PASSWORD_WORDS, ...about.flatMap((text) => [text, ...text.split(/[\s@._-]+/)])];
  let rest = plain(password);
  for (const word of words.map(plain).sort((one, other) => other.length - one.length)) {
    if (word.length >= 4) rest = rest.replaceAll(word, '');
  }
  return rest.length < Math.min(6, plain(password).length);
}

/** Small letters without diacritics: Gjakova and Đakovica, ë and e are guessed together. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'dj');
}
