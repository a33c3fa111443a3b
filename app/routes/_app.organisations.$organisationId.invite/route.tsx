import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { FirstInviteForm } from '#app/features/invitations/invite-form.tsx';
import { FirstInviteSchema, OrganisationParams } from '#app/features/invitations/invitation.schema.ts';
import { beginFirstInvitation, inviteFirst } from '#app/features/invitations/new-organisation.server.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – invite' }];

const one = { action: 'inviteWithoutKeys', params: OrganisationParams, resource: ownOrganisation } as const;

export const loader = actorLoader(one, ({ uow, params }) => beginFirstInvitation(uow, params.organisationId));

export const action = actorAction({ ...one, form: FirstInviteSchema }, ({ uow, params, form }) =>
  inviteFirst(uow, params.organisationId, form),
);

export default function InviteFirst() {
  const { t } = useTranslation('invitations');
  const { name, as, roles } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const what = { first: t('first.what'), recovery: t('first.recovery'), member: t('first.member'), renewal: '' };
  return (
    <>
      <PageHeader
        title={t('first.title', { name })}
        crumbs={[{ to: '/organisations', label: t('crumbs.organisations') }]}
      />
      <div className="grid gap-6">
        <Notice kind={as === 'recovery' ? 'warn' : 'info'} title={as ? t('invite.whatTitle') : t('first.closedTitle')}>
          {as ? what[as] : t('first.closed')}
        </Notice>
        {as ? <FirstInviteForm roles={roles} lastResult={answer?.lastResult} /> : null}
      </div>
    </>
  );
}
