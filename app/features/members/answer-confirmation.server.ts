import { data, redirectDocument, type ActionFunctionArgs } from '@remix-run/node';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { answerForm } from '#app/kernel/answer-form.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { confirmIdentity } from './confirm-identity.server.ts';
import { carriedOf, ConfirmationSchema, readCarried, type Carried } from './proof.schema.ts';
import { requireRight } from './require-right.server.ts';
import { ownPath } from './sign-in.schema.ts';

/**
 * A form that needs a fresh confirmation is sent to /confirm whole (307). It is carried along while she shows that it is
 * her, and handed back, ready to be sent, when she has.
 */
export async function answerConfirmation(member: SignedIn, args: ActionFunctionArgs) {
  const form = await readForm(args.request);
  const none: Carried | null = null;
  if (!form.has('_carry')) return data({ lastResult: null, carry: JSON.stringify(carriedOf(form)), ready: none });
  const carry = String(form.get('_carry'));
  const kept = { carry, ready: none as Carried | null };
  const secret = ['code', 'password', 'answer'];
  return answerForm(args, { schema: ConfirmationSchema, hide: secret, kept }, async (given) => {
    const { cookie } = requireRight(await confirmIdentity(member, given, args.request.headers.get('Cookie')), given.by);
    const headers = { 'Set-Cookie': cookie };
    const ready = readCarried(carry);
    if (ready.length > 0) return data({ lastResult: null, carry: '', ready }, { headers });
    return redirectDocument(ownPath(new URL(args.request.url).searchParams.get('to')), { status: 303, headers });
  });
}
