import { useLoaderData } from '@remix-run/react';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { EvidenceListPage } from '#app/features/evidence/evidence-list-page.tsx';
import { listEvidence } from '#app/features/evidence/view-evidence.server.ts';

export const meta = () => [{ title: 'Linden – files' }];

export const loader = actorLoader(
  { action: 'readEvidence', params: CaseParams, resource: caseResource },
  ({ uow, params }) => listEvidence(uow, params.caseId),
);

export default function Evidence() {
  return <EvidenceListPage view={useLoaderData<typeof loader>()} />;
}
