import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionAction, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { saidCookie } from '#app/kernel/said.server.ts';
import { answerForm } from '#app/kernel/answer-form.server.ts';
import { EndSignInSchema } from '#app/features/members/account.schema.ts';
import { SignInList } from '#app/features/members/sign-in-list.tsx';
import { endOtherSignIns, endSignIn, listSignIns } from '#app/features/members/sign-ins.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – account' }];

export const loader = sessionLoader((member) => listSignIns(member));

export const action = sessionAction(
  (member, args) =>
    answerForm(args, { schema: EndSignInSchema }, async (form) => {
      await (form.intent === 'one' ? endSignIn(member, form.name) : endOtherSignIns(member));
      return redirect('/account/sessions', {
        status: 303,
        headers: { 'Set-Cookie': saidCookie('member.session_ended') },
      });
    }),
  { stepUp: true },
);

export default function Sessions() {
  const { t } = useTranslation('factors');
  const { items } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('signIns.title')}
        lead={t('signIns.lead')}
        crumbs={[{ to: '/account', label: t('account.crumb') }]}
      />
      <SignInList items={items} lastResult={answer?.lastResult} />
    </>
  );
}
