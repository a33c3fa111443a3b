import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { RolesForm } from '#app/features/members/access-forms.tsx';
import { changeRoles } from '#app/features/members/change-roles.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { MemberParams, RolesSchema } from '#app/features/members/member.schema.ts';
import { viewAccess } from '#app/features/members/view-member.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – people' }];

const about = { action: 'changeRoles', params: MemberParams, resource: memberResource } as const;

export const loader = actorLoader(about, ({ uow, params }) => viewAccess(uow, params.memberId));

export const action = actorAction({ ...about, form: RolesSchema }, ({ uow, params, form }) =>
  changeRoles(uow, params.memberId, form),
);

export default function Roles() {
  const { t } = useTranslation('members');
  const person = useLoaderData<typeof loader>();
  const crumbs = [
    { to: '/people', label: t('people.title') },
    { to: `/people/${person.id}`, label: person.name },
  ];
  return (
    <>
      <PageHeader title={t('person.change')} lead={t('person.changeLead', { name: person.name })} crumbs={crumbs} />
      <RolesForm person={person} lastResult={useActionData<typeof action>()?.lastResult} />
    </>
  );
}
