import { parseWithZod } from '@conform-to/zod/v4';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { isCommonPassword } from './common-passwords.server.ts';
import { passwordProblem } from './password-rules.ts';
import { RecoverSchema } from './recover.schema.ts';
import { recover } from './recover.server.ts';

const SECRETS = { hideFields: ['code', 'password', 'again'] };

/**
 * The post of /recover. What a new password must be is asked before the account, so that it says nothing of accounts; whether
 * it is made of her name or organisation only once her code was right.
 */
export async function postRecover(form: FormData, address: string) {
  const submission = parseWithZod(form, { schema: RecoverSchema, error: zodErrorKeys });
  const refused = (status: number, errors: { fieldErrors?: Record<string, string[]>; formErrors?: string[] } = {}) => ({
    ...{ recovered: false, status, lastResult: submission.reply({ ...SECRETS, ...errors }) },
  });
  if (submission.status !== 'success') return refused(422);
  const { email, code, password, again } = submission.value;
  const weak = passwordProblem(password, { secondFactor: false, about: [email], isCommon: isCommonPassword });
  if (weak) return refused(422, { fieldErrors: { password: [weak] } });
  if (password.normalize('NFKC') !== again.normalize('NFKC'))
    return refused(422, { fieldErrors: { again: ['passwords_differ'] } });
  const outcome = await recover({ email, code, password }, address);
  if (outcome === 'too_many') return refused(429, { formErrors: ['too_many_attempts'] });
  if (outcome === 'wrong') return refused(422, { formErrors: ['wrong_recovery'] });
  if (outcome === 'hers') return refused(422, { fieldErrors: { password: ['password_hers'] } });
  if (outcome === 'damaged') return refused(409, { formErrors: ['damaged_recovery'] });
  return { recovered: true, status: 200, lastResult: null };
}
