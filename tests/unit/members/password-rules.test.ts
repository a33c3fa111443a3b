import { describe, expect, test } from 'vitest';
import { isCommonPassword } from '#app/features/members/common-passwords.server.ts';
import { passwordProblem } from '#app/features/members/password-rules.ts';

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

  test('of the demonstration and the tests would be accepted, so that the refusals above come from the rules', () => {
    expect(problem('a plain test password')).toBeNull();
  });
});
