import { defaultLanguage, isLanguage, type Language } from './languages.ts';

const cookieName = 'linden_language';
const otherTags: Record<string, Language> = { bs: 'sr', hr: 'sr', sh: 'sr', cnr: 'sr' };

/** The reader's language: the cookie, then Accept-Language (Bosnian, Croatian and Montenegrin read `sr`), then `sq`. */
export function languageOf(request: Request): Language {
  return chosenLanguage(request) ?? preferred(request.headers.get('Accept-Language') ?? '');
}

/** What the reader chose in this browser, or null. */
function chosenLanguage(request: Request): Language | null {
  const chosen = new RegExp(`(?:^|;\\s*)${cookieName}=([a-z]{2})(?:;|$)`).exec(
    request.headers.get('Cookie') ?? '',
  )?.[1];
  return isLanguage(chosen) ? chosen : null;
}

/** A Set-Cookie value that keeps the choice for a year. It says nothing about the person. */
export function languageCookie(language: Language): string {
  return `${cookieName}=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}

/** A Set-Cookie value until the browser is closed: the language of the account that signs in. Null when somebody chose here. */
export function languageCookieOf(account: { language: string }, request: Request): string | null {
  if (chosenLanguage(request) || !isLanguage(account.language)) return null;
  return `${cookieName}=${account.language}; Path=/; SameSite=Lax; HttpOnly`;
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
