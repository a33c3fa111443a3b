import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { MemberParams, RenewSchema } from '#app/features/invitations/invitation.schema.ts';
import { RenewForm } from '#app/features/invitations/renew-form.tsx';
import { beginRenewal, colleagueResource, renewMember } from '#app/features/invitations/renew-member.server.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – person' }];

const colleague = { action: 'renewMember', params: MemberParams, resource: colleagueResource } as const;

export const loader = actorLoader(colleague, ({ uow, params }) => beginRenewal(uow, params.memberId));

export const action = actorAction({ ...colleague, form: RenewSchema }, ({ uow, params, form }) =>
  renewMember(uow, params.memberId, form.reason),
);

export default function Renew() {
  const { t } = useTranslation('invitations');
  const { name } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('renew.title', { name })}
        lead={t('renew.lead')}
        crumbs={[{ to: '/people', label: t('crumbs.people') }]}
      />
      <div className="grid gap-6">
        <Notice kind="warn" title={t('renew.whatTitle')}>
          <ul className="ms-5 list-disc">
            <li>{t('renew.sessions')}</li>
            <li>{t('renew.keeps')}</li>
            <li>{t('renew.loses')}</li>
            <li>{t('renew.told')}</li>
          </ul>
        </Notice>
        <RenewForm lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
