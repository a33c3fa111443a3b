import { describe, expect, it } from 'vitest';
import { daysBetween, formatDate, formatDateTime, formatNumber } from '#app/platform/i18n/format.ts';
import { chosenAtTheDoor, languageCookieOf, languageOf } from '#app/platform/i18n/language.server.ts';
import { samePagePath } from '#app/platform/i18n/same-page-path.ts';
import { translator } from '#app/platform/i18n/translator.server.ts';
import { translateError } from '#app/platform/i18n/zod-errors.ts';

const request = (headers: Record<string, string>) => new Request('http://localhost/', { headers });

describe('the language of a request', () => {
  it.each([
    [{ Cookie: 'a=b; linden_language=en', 'Accept-Language': 'sr' }, 'en'],
    [{ Cookie: 'linden_language=xx', 'Accept-Language': 'sr-RS,sr;q=0.9' }, 'sr'],
    [{ Cookie: 'not_linden_language=en' }, 'sq'],
    [{ 'Accept-Language': 'de, en;q=0.4, bs;q=0.8' }, 'sr'],
    [{ 'Accept-Language': 'en;q=0, de' }, 'sq'],
    [{}, 'sq'],
  ])('%j is %s', (headers, language) => {
    expect(languageOf(request(headers))).toBe(language);
  });
});

describe('the language of an account that signs in', () => {
  const account = { language: 'sr' };
  const pressed = 'linden_language=en; linden_language_chosen=1';
  it('is taken until the browser is closed', () =>
    expect(languageCookieOf(account, request({ 'Accept-Language': 'en' }))).toMatch(
      /^linden_language=sr; (?!.*Max-Age)/,
    ));
  it('is taken in the place of what somebody else read here before', () =>
    expect(languageCookieOf(account, request({ Cookie: 'linden_language=en' }))).toMatch(/^linden_language=sr; /));
  it('gives way to what was pressed on the way', () => {
    expect(languageCookieOf(account, request({ Cookie: pressed }))).toBeNull();
    expect(chosenAtTheDoor(request({ Cookie: pressed }))).toBe('en');
  });
  it('gives way to nothing that was not pressed', () => {
    expect(chosenAtTheDoor(request({ Cookie: 'linden_language=en; linden_language_chosen=' }))).toBeNull();
    expect(chosenAtTheDoor(request({ Cookie: 'linden_language_chosen=1' }))).toBeNull();
  });
  it('is no language that is not spoken here', () =>
    expect(languageCookieOf({ language: 'sr; Path=/x' }, request({}))).toBeNull());
});

describe('where the language switch returns to', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/a\\..\\b',
    '',
    null,
    '/.//evil.example',
  ])('%j is the start page', (path) => expect(samePagePath(path)).toBe('/'));
  it('keeps a path and its query', () => expect(samePagePath('/cases?step=planning')).toBe('/cases?step=planning'));
});

describe('plural forms', () => {
  it('follows Serbian: one, few, other', () => {
    const t = translator('sr', 'common');
    expect([1, 2, 5, 11, 21, 22].map((count) => t('due.in', { count }))).toEqual([
      'za 1 dan',
      'za 2 dana',
      'za 5 dana',
      'za 11 dana',
      'za 21 dan',
      'za 22 dana',
    ]);
  });
  it('follows Albanian: one, other', () => {
    const t = translator('sq', 'common');
    expect([t('due.in', { count: 1 }), t('due.in', { count: 3 })]).toEqual(['pas 1 dite', 'pas 3 ditësh']);
  });
});

describe('dates and numbers', () => {
  it('shows the day in Prishtina, which may be tomorrow in UTC', () => {
    expect(formatDate('sq', '2026-11-22T23:30:00Z')).toBe('23 nëntor 2026');
    expect(formatDateTime('sr', '2026-07-01T10:05:00Z', 'long')).toBe('1. jula 2026, 12:05');
    expect(formatDateTime('en', '2026-01-01T23:00:00Z')).toBe('2 Jan 2026, 00:00');
  });
  it('counts days across the change of the clocks', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
  });
  it('groups thousands as the language does', () => {
    expect(formatNumber('sq', 12345.5, 1)).toBe('12\u00a0345,5');
    expect(formatNumber('sr', 12345)).toBe('12.345');
    expect(formatNumber('en', -1234567)).toBe('−1,234,567');
    expect(formatNumber('en', -0.2)).toBe('0');
  });
});

describe('form errors', () => {
  const t = translator('en', 'errors');
  it('fills in the numbers', () => expect(translateError(t, 'too_long|max=20')).toBe('At most 20 characters, please.'));
  it('never shows a raw key', () => expect(translateError(t, 'no_such_key')).toBe('This answer does not fit here.'));
});
