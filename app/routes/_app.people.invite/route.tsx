import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { InviteForm } from '#app/features/invitations/invite-form.tsx';
import { beginInvitation, inviteMember } from '#app/features/invitations/invite-member.server.ts';
import { InviteSchema } from '#app/features/invitations/invitation.schema.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – invite' }];

export const loader = actorLoader({ action: 'inviteMember', resource: ownOrganisation }, ({ uow }) =>
  beginInvitation(uow),
);

export const action = actorAction(
  { action: 'inviteMember', resource: ownOrganisation, form: InviteSchema },
  ({ uow, form }) => inviteMember(uow, form),
);

export default function Invite() {
  const { t } = useTranslation('invitations');
  const { roles } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHeader
        title={t('invite.title')}
        lead={t('invite.lead')}
        crumbs={[{ to: '/people', label: t('crumbs.people') }]}
      />
      <div className="grid gap-6">
        <Notice kind="info" title={t('invite.whatTitle')}>
          {t('invite.what')}
        </Notice>
        <InviteForm roles={roles} lastResult={answer?.lastResult} />
      </div>
    </>
  );
}
