import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { LetGoForm } from '#app/features/members/access-forms.tsx';
import { letGo } from '#app/features/members/let-go.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { LetGoSchema, MemberParams } from '#app/features/members/member.schema.ts';
import { viewAccess } from '#app/features/members/view-member.server.ts';
import { PageHeader } from '#app/ui/page-header.tsx';

export const meta = () => [{ title: 'Linden – people' }];

const about = { action: 'letGo', params: MemberParams, resource: memberResource } as const;

export const loader = actorLoader(about, ({ uow, params }) => viewAccess(uow, params.memberId));

export const action = actorAction({ ...about, form: LetGoSchema }, ({ uow, params, form }) =>
  letGo(uow, params.memberId, form.successorId),
);

export default function Leave() {
  const { t } = useTranslation('members');
  const person = useLoaderData<typeof loader>();
  const crumbs = [
    { to: '/people', label: t('people.title') },
    { to: `/people/${person.id}`, label: person.name },
  ];
  return (
    <>
      <PageHeader title={t('person.leave')} lead={t('person.leaveLead', { name: person.name })} crumbs={crumbs} />
      <LetGoForm person={person} lastResult={useActionData<typeof action>()?.lastResult} />
    </>
  );
}
