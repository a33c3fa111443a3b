import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionAction, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { saidCookie } from '#app/kernel/said.server.ts';
import { answerForm } from '#app/kernel/answer-form.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { AppSchema } from '#app/features/members/account.schema.ts';
import { addApp, offerApp } from '#app/features/members/add-app.server.ts';
import { AppForm } from '#app/features/members/app-form.tsx';
import { deviceOf } from '#app/platform/auth/device.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – account' }];

export const loader = sessionLoader((member) => offerApp(member), { stepUp: true });

/** A form that comes back shows the same picture again: it may have been scanned already. */
export const action = sessionAction(
  async (member, args) => {
    const shown = offerApp(member, String((await readForm(args.request)).get('offer') ?? ''));
    return answerForm(args, { schema: AppSchema, hide: ['code'], kept: { shown } }, async (form) => {
      await addApp(member, form, deviceOf(args.request.headers.get('User-Agent')));
      return redirect('/account/factors', { status: 303, headers: { 'Set-Cookie': saidCookie('factor.added') } });
    });
  },
  { stepUp: true },
);

export default function App() {
  const { t } = useTranslation('factors');
  const offered = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const crumbs = [
    { to: '/account', label: t('account.crumb') },
    { to: '/account/factors', label: t('list.title') },
  ];
  return (
    <>
      <PageHeader title={t('app.title')} lead={t('app.lead')} crumbs={crumbs} />
      <AppForm {...(answer?.shown ?? offered)} lastResult={answer?.lastResult} />
    </>
  );
}
