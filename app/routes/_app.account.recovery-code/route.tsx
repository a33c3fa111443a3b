import { data, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { sessionAction, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { readForm } from '#app/kernel/form-request.server.ts';
import { postRecoveryCode } from '#app/features/members/post-recovery-code.server.ts';
import { ConfirmCodeForm, NewCodeForm } from '#app/features/members/recover-form.tsx';
import { pendingCode } from '#app/features/members/recovery-code.server.ts';
import { RecoveryCodeSheet } from '#app/features/members/recovery-code-sheet.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – code' }];

export const loader = sessionLoader((member) => ({
  pending: pendingCode(member),
  confirmed: member.recoveryConfirmed,
  organisation: member.actor.organisationName,
}));

export const action = sessionAction(async (member, { request }) => {
  const { to, status, lastResult } = await postRecoveryCode(member, await readForm(request));
  return to ? redirect(to, 303) : data({ lastResult }, { status });
});

export default function RecoveryCode() {
  const { t } = useTranslation('recovery');
  const { pending, confirmed, organisation } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <div className="no-print">
        <PageHeader
          title={t('code.title')}
          lead={t('code.lead')}
          crumbs={[{ to: '/account', label: t('code.account') }]}
        />
      </div>
      <div className="grid gap-6">
        {pending ? (
          <>
            <RecoveryCodeSheet code={pending.code} organisation={organisation} />
            <ConfirmCodeForm key="confirm" asked={pending.asked} lastResult={answer?.lastResult} />
          </>
        ) : (
          <>
            <Notice kind={confirmed ? 'success' : 'warn'} title={confirmed ? t('code.haveTitle') : t('code.noneTitle')}>
              {confirmed ? t('code.have') : t('code.none')}
            </Notice>
            <NewCodeForm key="make" lastResult={answer?.lastResult} />
          </>
        )}
      </div>
    </>
  );
}
