import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionAction, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { saidCookie } from '#app/kernel/said.server.ts';
import { answerForm } from '#app/kernel/answer-form.server.ts';
import { RemoveFactorSchema } from '#app/features/members/account.schema.ts';
import { FactorList } from '#app/features/members/factor-list.tsx';
import { listFactors } from '#app/features/members/list-factors.server.ts';
import { removeFactor } from '#app/features/members/remove-factor.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – account' }];

export const loader = sessionLoader((member) => listFactors(member));

export const action = sessionAction(
  (member, args) =>
    answerForm(args, { schema: RemoveFactorSchema }, async ({ factorId }) => {
      await removeFactor(member, factorId);
      return redirect('/account/factors', { status: 303, headers: { 'Set-Cookie': saidCookie('factor.removed') } });
    }),
  { stepUp: true },
);

export default function Factors() {
  const { t } = useTranslation('factors');
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        crumbs={[{ to: '/account', label: t('account.crumb') }]}
      />
      <FactorList {...view} lastResult={answer?.lastResult} />
    </>
  );
}
