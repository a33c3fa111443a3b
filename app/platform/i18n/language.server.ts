import { hostCookie } from '#app/platform/host-cookie.server.ts';
import { defaultLanguage, isLanguage, type Language } from './languages.ts';

const cookie = () => hostCookie('linden_language');
const otherTags: Record<string, Language> = { bs: 'sr', hr: 'sr', sh: 'sr', cnr: 'sr' };

/** The reader's language: the cookie, then Accept-Language (Bosnian, Croatian and Montenegrin read `sr`), then `sq`. */
export function languageOf(request: Request): Language {
  return chosenLanguage(request) ?? preferred(request.headers.get('Accept-Language') ?? '');
}

/** What the reader chose in this browser, or null. */
function chosenLanguage(request: Request): Language | null {
  const chosen = new RegExp(`(?:^|;\\s*)${cookie().name}=([a-z]{2})(?:;|$)`).exec(
    request.headers.get('Cookie') ?? '',
  )?.[1];
  return isLanguage(chosen) ? chosen : null;
}

/** A Set-Cookie value that keeps the choice for a year. It says nothing about the person. */
export function languageCookie(language: Language): string {
  return `${cookie().name}=${language}; ${attributes()}; Max-Age=31536000`;
}

/** Who chooses before she has signed in: the choice is hers at the next sign-in, if that comes within the hour. */
const mark = () => hostCookie('linden_language_chosen');

export function chosenMark(): string {
  return `${mark().name}=1; ${attributes()}; Max-Age=3600`;
}

/** The language that was pressed on this browser's sign-in page, for who signs in now; null when nothing was. */
export function chosenAtTheDoor(request: Request): Language | null {
  return new RegExp(`(?:^|;\\s*)${mark().name}=1(?:;|$)`).test(request.headers.get('Cookie') ?? '')
    ? chosenLanguage(request)
    : null;
}

/** A Set-Cookie value that takes the mark away: it was heard. */
export function heardMark(): string {
  return `${mark().name}=; ${attributes()}; Max-Age=0`;
}

/**
 * A Set-Cookie value until the browser is closed: the language of the account that signs in, whatever somebody else read here
 * before her. Null when she has just chosen another one.
 */
export function languageCookieOf(account: { language: string }, request: Request): string | null {
  if (chosenAtTheDoor(request) || !isLanguage(account.language)) return null;
  return `${cookie().name}=${account.language}; ${attributes()}`;
}

function attributes(): string {
  return `Path=/; SameSite=Lax; HttpOnly${cookie().secure ? '; Secure' : ''}`;
}

function preferred(header: string): Language {
  const tags = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((text) => /^\s*q=([\d.]+)$/.exec(text)?.[1]).find(Boolean);
      return { base: tag.split('-')[0] ?? '', weight: Number(weight ?? 1) };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { base, weight } of tags) {
    const language = otherTags[base] ?? base;
    if (weight > 0 && isLanguage(language)) return language;
  }
  return defaultLanguage;
}
