import type { SubmissionResult } from '@conform-to/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { systemClock } from '#app/platform/clock.ts';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { acceptInvitation } from './accept-invitation.server.ts';
import { AcceptSchema, JoinSchema } from './invitation.schema.ts';
import { openInvitation, type InvitationView } from './open-invitation.server.ts';

/** The page after a post: the form of the code, or the invitation with the form of the password. */
export interface JoinAnswer {
  status: number;
  lastResult: SubmissionResult<string[]> | null;
  invitation: InvitationView | null;
  code: string;
}

export type Joining = JoinAnswer | { cookie: string; to: string };

const SECRETS = { hideFields: ['password', 'again', 'firstShare', 'secondShare'] };
const REFUSALS = {
  not_valid: { error: 'invitation_not_valid', status: 422 },
  too_many: { error: 'too_many_attempts', status: 429 },
} as const;

/** Both posts of the page: looking at an invitation, and accepting it. */
export function postJoin(form: FormData, address: string): Promise<Joining> {
  return form.get('intent') === 'accept' ? accept(form, address) : look(form, address);
}

async function look(form: FormData, address: string): Promise<Joining> {
  const submission = parseWithZod(form, { schema: JoinSchema, error: zodErrorKeys });
  if (submission.status !== 'success')
    return { status: 422, lastResult: submission.reply(), invitation: null, code: '' };
  const { code } = submission.value;
  const found = await openInvitation(code, address, systemClock.now());
  if (typeof found === 'object') return { status: 200, lastResult: null, invitation: found, code };
  const { error, status } = REFUSALS[found];
  return { status, lastResult: submission.reply({ formErrors: [error] }), invitation: null, code };
}

async function accept(form: FormData, address: string): Promise<Joining> {
  const submission = parseWithZod(form, { schema: AcceptSchema, error: zodErrorKeys });
  const code = String(form.get('code') ?? '');
  if (submission.status !== 'success') {
    const found = await openInvitation(code, address, systemClock.now());
    const invitation = typeof found === 'object' ? found : null;
    return { status: 422, lastResult: submission.reply(SECRETS), invitation, code };
  }
  const joined = await acceptInvitation(submission.value, address, systemClock.now());
  if (joined.outcome === 'joined') return { cookie: joined.cookie, to: joined.to };
  if (joined.outcome === 'invalid') {
    const { '': formErrors, ...fieldErrors } = joined.fields;
    const lastResult = submission.reply({ ...SECRETS, fieldErrors, ...(formErrors ? { formErrors } : {}) });
    return { status: 422, lastResult, invitation: joined.invitation, code };
  }
  const { error, status } = REFUSALS[joined.outcome];
  return { status, lastResult: submission.reply({ ...SECRETS, formErrors: [error] }), invitation: null, code: '' };
}
