import { data, redirect, redirectDocument } from '@remix-run/node';
import { useActionData, useSearchParams } from '@remix-run/react';
import { parseWithZod } from '@conform-to/zod/v4';
import { useTranslation } from 'react-i18next';
import { publicAction, publicLoader } from '#app/kernel/actor-route.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { browserOf, carriedThrough, goOn, wantedPath } from '#app/features/members/after-sign-in.server.ts';
import { ownPath, SignInSchema } from '#app/features/members/sign-in.schema.ts';
import { SignInForm } from '#app/features/members/sign-in-form.tsx';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { UnsavedNotice } from '#app/features/members/unsaved-notice.tsx';
import { deviceOf } from '#app/platform/auth/device.ts';
import { dropSession } from '#app/platform/auth/lucia.server.ts';
import { languageCookieOf } from '#app/platform/i18n/language.server.ts';
import { zodErrorKeys } from '#app/platform/i18n/zod-errors.ts';
import { AppShell } from '#app/ui/app-shell.tsx';

export const loader = publicLoader(() => null);

/** The old session of this browser ends with a new sign-in, so that nobody goes on in one that was planted or left behind. */
export const action = publicAction(async ({ request, context }) => {
  const { carry, arrived } = await carriedThrough(request, 'password');
  if (arrived) return data({ lastResult: null, carry });
  const submission = parseWithZod(await readForm(request), { schema: SignInSchema, error: zodErrorKeys });
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply({ hideFields: ['password'] }), carry }, { status: 422 });
  const { email, password } = submission.value;
  const [device, had] = [deviceOf(request.headers.get('User-Agent')), request.headers.get('Cookie')];
  const answer = await signIn(email, password, context.clientAddress, device, had);
  if ('cookie' in answer) {
    await dropSession(had, answer.cookie);
    const to = wantedPath(request);
    const cookies = [answer.cookie, languageCookieOf(answer, request)].filter((cookie) => cookie !== null);
    if (answer.outcome === 'signed_in') {
      return goOn(request, [...cookies, await browserOf(email, request)], carry, answer.next ?? to);
    }
    const unsaved = new URL(request.url).searchParams.has('unsaved') ? '&unsaved=1' : '';
    const headers = cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]);
    const step = `/second-step?to=${encodeURIComponent(to)}${unsaved}`;
    // 307: what is carried goes along to the second step. Otherwise a page load of its own, in her language.
    return carry ? redirect(step, { status: 307, headers }) : redirectDocument(step, { status: 303, headers });
  }
  const error = answer.outcome === 'wrong' ? 'wrong_sign_in' : 'too_many_attempts';
  const lastResult = submission.reply({ formErrors: [error], hideFields: ['password'] });
  return data({ lastResult, carry }, { status: answer.outcome === 'wrong' ? 422 : 429 });
});

export default function Login() {
  const { t } = useTranslation('members');
  const answer = useActionData<typeof action>();
  const [query] = useSearchParams();
  const back = query.has('unsaved') ? `/login?to=${encodeURIComponent(ownPath(query.get('to')))}&unsaved=1` : undefined;
  return (
    <AppShell placeNames={false}>
      <div className="mx-auto grid max-w-sm gap-6 py-6 sm:py-12">
        <h1 className="text-title font-semibold">{t('signIn.title')}</h1>
        <UnsavedNotice carried={Boolean(answer?.carry)} />
        <SignInForm action={back} carry={answer?.carry} lastResult={answer?.lastResult} />
      </div>
    </AppShell>
  );
}
