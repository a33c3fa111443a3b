import { useLoaderData } from '@remix-run/react';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { MemberParams } from '#app/features/members/member.schema.ts';
import { PersonPage } from '#app/features/members/person-page.tsx';
import { viewMember } from '#app/features/members/view-member.server.ts';

export const meta = () => [{ title: 'Linden – people' }];

export const loader = actorLoader(
  { action: 'readMember', params: MemberParams, resource: memberResource },
  ({ uow, params }) => viewMember(uow, params.memberId),
);

export default function Person() {
  return <PersonPage person={useLoaderData<typeof loader>()} />;
}
