import { Invalid, TooMany } from '#app/kernel/errors.ts';

type Refused = { outcome: 'wrong' | 'too_many' };

const WRONG = {
  code: { code: ['wrong_code'] },
  password: { password: ['wrong_password'] },
  passkey: { '': ['passkey_refused'] },
} as const;

/** The answer that was right, with the cookie of the session that goes on. Throws Invalid at the field that was wrong, TooMany. */
export function requireRight<Right extends { outcome: 'right' }>(
  answer: Right | Refused,
  by: keyof typeof WRONG,
): Right {
  if (answer.outcome === 'right') return answer;
  if (answer.outcome === 'too_many') throw new TooMany();
  throw new Invalid(Object.fromEntries(Object.entries(WRONG[by]).map(([field, errors]) => [field, [...errors]])));
}
