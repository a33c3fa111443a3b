import { parseWithZod } from '@conform-to/zod/v4';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { findEmail } from './member-repo.server.ts';
import { ConfirmCodeSchema, NewCodeSchema } from './recover.schema.ts';
import { confirmRecoveryCode, renewRecoveryCode } from './recovery-code.server.ts';

/** Both posts of the page: a new code, and the proof that it was written down. `to` = where to go when it worked. */
export async function postRecoveryCode(member: SignedIn, form: FormData) {
  return form.get('intent') === 'confirm' ? confirm(member, form) : make(member, form);
}

async function confirm(member: SignedIn, form: FormData) {
  const submission = parseWithZod(form, { schema: ConfirmCodeSchema, error: zodErrorKeys });
  if (submission.status !== 'success') return { status: 422, lastResult: submission.reply(), to: null };
  if (await confirmRecoveryCode(member, submission.value.group)) return { status: 303, lastResult: null, to: '/' };
  const lastResult = submission.reply({ fieldErrors: { group: ['group_differs'] } });
  return { status: 422, lastResult, to: null };
}

async function make(member: SignedIn, form: FormData) {
  const submission = parseWithZod(form, { schema: NewCodeSchema, error: zodErrorKeys });
  const reply = (errors: string[] = []) =>
    submission.reply({ hideFields: ['password'], ...(errors.length > 0 ? { fieldErrors: { password: errors } } : {}) });
  if (submission.status !== 'success') return { status: 422, lastResult: reply(), to: null };
  const made = await renewRecoveryCode(member, await findEmail(member.actor.id), submission.value.password);
  if (made === 'made') return { status: 303, lastResult: null, to: '/account/recovery-code' };
  if (made === 'too_many') return { status: 429, lastResult: reply(['too_many_attempts']), to: null };
  return { status: 422, lastResult: reply(['wrong_password']), to: null };
}
