import { data, redirect } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { ownPath, SignInSchema } from '#app/features/members/sign-in.schema.ts';
import { SignInForm } from '#app/features/members/sign-in-form.tsx';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { languageCookieOf } from '#app/platform/i18n/language.server.ts';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { AppShell } from '#app/ui/app-shell.tsx';

export const loader = publicLoader(() => null);

export const action = publicAction(async ({ request, context }) => {
  const submission = parseWithZod(await readForm(request), { schema: SignInSchema, error: zodErrorKeys });
  if (submission.status !== 'success') return data({ lastResult: submission.reply({ hideFields: ['password'] }) }, { status: 422 });
  const answer = await signIn(submission.value.email, submission.value.password, context.clientAddress);
  if (answer.outcome === 'signed_in') {
    const to = ownPath(new URL(request.url).searchParams.get('to'));
    const cookies = [answer.cookie, languageCookieOf(answer, request)].filter((cookie) => cookie !== null);
    return redirect(to, { status: 303, headers: cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]) });
  }
  const error = answer.outcome === 'wrong' ? 'wrong_sign_in' : 'too_many_attempts';
  const lastResult = submission.reply({ formErrors: [error], hideFields: ['password'] });
  return data({ lastResult }, { status: answer.outcome === 'wrong' ? 422 : 429 });
});

export default function Login() {
  const { t } = useTranslation('members');
  const answer = useActionData<typeof action>();
  return (
    <AppShell placeNames={false}>
      <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
        <h1 className="text-title font-semibold">{t('signIn.title')}</h1>
        <SignInForm lastResult={answer?.lastResult} />
      </div>
    </AppShell>
  );
}
