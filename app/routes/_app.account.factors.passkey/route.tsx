import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionAction, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { saidCookie } from '#app/kernel/said.server.ts';
import { answerForm } from '#app/kernel/answer-form.server.ts';
import { addPasskey, offerPasskey } from '#app/features/members/add-passkey.server.ts';
import { NewPasskey } from '#app/features/members/new-passkey.tsx';
import { PasskeySchema } from '#app/features/members/proof.schema.ts';
import { deviceOf } from '#app/platform/auth/device.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – account' }];

export const loader = sessionLoader((member) => offerPasskey(member), { stepUp: true });

export const action = sessionAction(
  (member, args) =>
    answerForm(args, { schema: PasskeySchema, hide: ['answer'] }, async ({ answer }) => {
      await addPasskey(member, answer, deviceOf(args.request.headers.get('User-Agent')));
      return redirect('/account/factors', { status: 303, headers: { 'Set-Cookie': saidCookie('factor.added') } });
    }),
  { stepUp: true },
);

export default function Passkey() {
  const { t } = useTranslation('factors');
  const { options } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const crumbs = [
    { to: '/account', label: t('account.crumb') },
    { to: '/account/factors', label: t('list.title') },
  ];
  return (
    <>
      <PageHeader title={t('newPasskey.title')} lead={t('newPasskey.lead')} crumbs={crumbs} />
      <NewPasskey options={options} lastResult={answer?.lastResult} />
    </>
  );
}
