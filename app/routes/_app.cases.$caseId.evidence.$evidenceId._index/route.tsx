import { useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { EvidencePage } from '#app/features/evidence/evidence-page.tsx';
import { EvidenceParams, RemoveSchema } from '#app/features/evidence/evidence.schema.ts';
import { removeEvidence } from '#app/features/evidence/remove-evidence.server.ts';
import { viewEvidence } from '#app/features/evidence/view-evidence.server.ts';

export const meta = () => [{ title: 'Linden – file' }];

const about = { params: EvidenceParams, resource: caseResource } as const;

export const loader = actorLoader({ ...about, action: 'readEvidence' }, ({ uow, params }) =>
  viewEvidence(uow, params.caseId, params.evidenceId),
);

export const action = actorAction({ ...about, action: 'addEvidence', form: RemoveSchema }, ({ uow, params, form }) =>
  removeEvidence(uow, params.caseId, params.evidenceId, form.reason),
);

export default function Piece() {
  return <EvidencePage view={useLoaderData<typeof loader>()} />;
}
