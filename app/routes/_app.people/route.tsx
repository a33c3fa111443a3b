import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { listMembers } from '#app/features/members/list-members.server.ts';
import { PeopleTable } from '#app/features/members/people-table.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – people' }];

export const loader = actorLoader({ action: 'listMembers', resource: ownOrganisation }, ({ uow }) => listMembers(uow));

export default function People() {
  const { t } = useTranslation('members');
  const { organisation, people } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t('people.title')} lead={t('people.lead', { organisation })} />
      <PeopleTable people={people} />
    </>
  );
}
