import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionAction, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { answerForm } from '#app/kernel/answer-form.server.ts';
import { saidCookie } from '#app/kernel/said.server.ts';
import { NewPasswordSchema } from '#app/features/members/account.schema.ts';
import { browserOf } from '#app/features/members/after-sign-in.server.ts';
import { changePassword } from '#app/features/members/change-password.server.ts';
import { NewPasswordForm } from '#app/features/members/new-password-form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – account' }];

/** Both: it is her by her second step, asked again after ten minutes, and by the current password. Passwords are not carried along. */
export const loader = sessionLoader(({ secondFactor, email }) => ({ secondFactor, email }), { stepUp: true });

export const action = sessionAction(
  (member, args) =>
    answerForm(args, { schema: NewPasswordSchema, hide: ['current', 'next', 'again'] }, async (form) => {
      const cookie = await changePassword(member, form, args.request.headers.get('Cookie'));
      const cookies = [cookie, await browserOf(member.email, args.request), saidCookie('member.password_changed')];
      const headers = cookies.map((each): [string, string] => ['Set-Cookie', each]);
      return redirect('/account', { status: 303, headers });
    }),
  { stepUp: true },
);

export default function Password() {
  const { t } = useTranslation('factors');
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('newPassword.title')}
        lead={t('newPassword.lead')}
        crumbs={[{ to: '/account', label: t('account.crumb') }]}
      />
      <NewPasswordForm {...view} lastResult={answer?.lastResult} />
    </>
  );
}
