import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { handOverCases, viewHandOver } from '#app/features/cases/hand-over-cases.server.ts';
import { HandOverPage } from '#app/features/cases/hand-over-page.tsx';
import { HandOverCasesSchema, spreadAmong, SpreadQuery } from '#app/features/cases/hand-over.schema.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { MemberParams } from '#app/features/members/member.schema.ts';

export const meta = () => [{ title: 'Linden – people' }];

const about = { action: 'handOverCases', params: MemberParams, resource: memberResource } as const;

export const loader = actorLoader({ ...about, query: SpreadQuery }, ({ uow, params, query }) =>
  viewHandOver(uow, params.memberId, spreadAmong(query)),
);

export const action = actorAction({ ...about, form: HandOverCasesSchema }, ({ uow, params, form }) =>
  handOverCases(uow, params.memberId, form),
);

export default function HandOver() {
  return <HandOverPage view={useLoaderData<typeof loader>()} lastResult={useActionData<typeof action>()?.lastResult} />;
}
