import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { InvitationList } from '#app/features/invitations/invitation-list.tsx';
import { listMembers } from '#app/features/members/list-members.server.ts';
import { PeopleTable } from '#app/features/members/people-table.tsx';
import { FirstStepsList } from '#app/features/recovery-keys/first-steps.tsx';
import { ButtonLink } from '#app/ui/button-link.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – people' }];

export const loader = actorLoader({ action: 'listMembers', resource: ownOrganisation }, ({ uow }) => listMembers(uow));

export default function People() {
  const { t } = useTranslation('members');
  const { organisation, people, opens, keeps, invitations, firstSteps, me } = useLoaderData<typeof loader>();
  const acts = keeps ? (
    <div className="flex flex-wrap gap-3">
      <ButtonLink to="/keys/recovery" look="secondary">
        {t('people.recoveryKey')}
      </ButtonLink>
      <ButtonLink to="/people/invite">{t('people.invite')}</ButtonLink>
    </div>
  ) : undefined;
  return (
    <>
      <PageHeader title={t('people.title')} lead={t('people.lead', { organisation })} next={acts} />
      {firstSteps ? <FirstStepsList steps={firstSteps} /> : null}
      <PeopleTable people={people} opens={opens} renewableBy={keeps ? me : null} />
      <InvitationList invitations={invitations} at="/people/invitations" />
    </>
  );
}
