import { readFileSync } from 'node:fs';
import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, test } from 'vitest';
import { isCommonPassword } from '#app/features/members/common-passwords.server.ts';
import long from '#app/features/members/long-passwords.json' with { type: 'json' };
import { MINIMUM_LENGTH, passwordProblem } from '#app/features/members/password-rules.ts';
import { ALL_PASSWORD_WORDS, PASSWORD_WORDS } from '#app/features/members/password-words.ts';

const about = ['vera.berisha@oak.example', 'Vera Berisha', 'Oak Centre'];
const problem = (password: string, secondFactor = false) =>
  passwordProblem(password, { secondFactor, about, isCommon: isCommonPassword });

describe('a new password', () => {
  test('has 15 characters, or 8 beside a second factor, and no composition rule', () => {
    expect(problem('q7 tumble wren')).toBe('password_too_short');
    expect(problem('q7 tumble wrens')).toBeNull();
    expect(problem('tumble7', true)).toBe('password_too_short_beside_factor');
    expect(problem('tumblewr', true)).toBeNull();
    expect(problem('lowercaseonlyandnothingelse')).toBeNull();
    expect(problem('shqipja ime e bukur')).toBeNull();
  });

  test('counts characters as they are typed, not bytes or halves of a pair', () => {
    expect(problem('ëëëëëëë', true)).toBe('password_too_short_beside_factor');
    expect(problem('🌲🌳🌴🌵🌾🌿☘', true)).toBe('password_too_short_beside_factor');
    expect(problem('🌲🌳🌴🌵🌾🌿☘🍀', true)).toBeNull();
  });

  test.each(['password1', 'PassWord', 'iloveyou1', 'football'])('that everybody tries is refused: %s', (password) => {
    expect(problem(password, true)).toBe('password_common');
  });

  test.each([
    'passwordpassword',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    '123456789012345',
    'qwertyuiopqwertyuiop',
    '098765432109876',
  ])('that is a pattern is refused although it is long: %s', (password) => {
    expect(problem(password)).toBe('password_common');
  });

  test.each(['vera.berisha@oak.example', 'VeraBerisha2026', 'lindenlinden2026', 'oak centre vera 1'])(
    'that is made of what is known of her is refused: %s',
    (password) => {
      expect(problem(password)).toBe('password_hers');
    },
  );

  test.each([
    ...['KosovaKosova2026', 'komisioni prishtinë 1', 'Caseworker Linden 7', 'këshilltare gjakova', 'lozinka savetnica 26'],
    ...['Fjalëkalimi-Prizren', 'Slučajevi Kosovo 24', 'Čuvarka lozinka 1'],
  ])('that is made of words of the work, in any of the languages, is refused: %s', (password) => {
    expect(problem(password)).toBe('password_hers');
  });

  test('may hold such a word beside enough that is not one', () => {
    expect(problem('kosova nine pebbles')).toBeNull();
  });

  test('is held against the words that docs/accounts.md lists, and the page lists no other', () => {
    const page = readFileSync('docs/accounts.md', 'utf8');
    for (const words of Object.values(PASSWORD_WORDS)) expect(page).toContain(words.join(', '));
    for (const word of ALL_PASSWORD_WORDS) expect(word).toMatch(/^[a-z]{4,}$/);
  });

  test('is held against more than the 3,000 commonest of each minimum length', () => {
    const beside = dictionary.passwords.filter((password) => password.length >= MINIMUM_LENGTH.withSecondFactor);
    expect(beside.length).toBeGreaterThan(3000);
    expect(beside.slice(0, 3000).filter((password) => problem(password, true) === null)).toEqual([]);
    expect(long.passwords).toBeGreaterThan(3000);
    expect(Buffer.from(long.hashes, 'base64')).toHaveLength(6 * long.passwords);
  });

  // Neither repetition, run nor in the shorter list: the list of long ones alone knows them.
  test.each(['stairwaytoheaven', 'WorldOfWarcraft', 'dontworrybehappy', 'allyouneedislove'])(
    'that leaks have although it is long is refused: %s',
    (password) => {
      expect(dictionary.passwords).not.toContain(password.toLowerCase());
      expect(problem(password)).toBe('password_common');
      expect(problem(`${password} tumble`)).toBeNull();
    },
  );

  test('of the demonstration and the tests would be accepted, so that the refusals above come from the rules', () => {
    expect(problem('a plain test password')).toBeNull();
  });
});
