import { useLoaderData } from '@remix-run/react';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { viewCase } from '#app/features/cases/view-case.server.ts';

export const loader = actorLoader({ action: 'readCase', params: CaseParams, resource: caseResource }, ({ uow, params }) =>
  viewCase(uow, params.caseId),
);

export default function Case() {
  const view = useLoaderData<typeof loader>();
  return <h1>{view.code}</h1>;
}
