import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { EvidenceParams } from '#app/features/evidence/evidence.schema.ts';
import { showEvidence } from '#app/features/evidence/show-evidence.server.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

/** The picture for the page of a piece, drawn anew. */
export const loader = fileAnswer(
  actorLoader({ action: 'readEvidence', params: EvidenceParams, resource: caseResource }, ({ uow, params }) =>
    showEvidence(uow, params.caseId, params.evidenceId),
  ),
);
