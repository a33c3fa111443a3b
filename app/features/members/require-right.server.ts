import { Invalid, TooMany } from '#app/kernel/errors.ts';

type Answer = { outcome: 'right'; cookie: string } | { outcome: 'wrong' | 'too_many' };

const WRONG = {
  code: { code: ['wrong_code'] },
  password: { password: ['wrong_password'] },
  passkey: { '': ['passkey_refused'] },
} as const;

/** The cookie of the session that goes on. Throws Invalid at the field that was wrong, TooMany. */
export function requireRight(answer: Answer, by: keyof typeof WRONG): string {
  if (answer.outcome === 'right') return answer.cookie;
  if (answer.outcome === 'too_many') throw new TooMany();
  throw new Invalid(Object.fromEntries(Object.entries(WRONG[by]).map(([field, errors]) => [field, [...errors]])));
}
