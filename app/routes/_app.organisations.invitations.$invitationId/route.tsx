import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { InvitationParams } from '#app/features/invitations/invitation.schema.ts';
import { InvitationSheet } from '#app/features/invitations/invitation-sheet.tsx';
import { cancel, handedOver, viewInvitation } from '#app/features/invitations/view-invitation.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – invitation' }];

const one = { action: 'inviteWithoutKeys', params: InvitationParams, resource: ownOrganisation } as const;

export const loader = actorLoader(one, ({ uow, params }) => viewInvitation(uow, params.invitationId));

export const action = intents({
  handedOver: actorAction({ ...one, form: z.object({}) }, ({ uow, params }) =>
    handedOver(uow, params.invitationId, '/organisations'),
  ),
  cancel: actorAction({ ...one, form: z.object({}) }, ({ uow, params }) =>
    cancel(uow, params.invitationId, '/organisations'),
  ),
});

export default function Invitation() {
  const { t } = useTranslation('invitations');
  const invitation = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t('sheet.title', { name: invitation.name })}
        crumbs={[{ to: '/organisations', label: t('crumbs.organisations') }]}
      />
      <InvitationSheet invitation={invitation} />
    </>
  );
}
