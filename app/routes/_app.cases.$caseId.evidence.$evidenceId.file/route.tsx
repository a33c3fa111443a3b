import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { downloadEvidence } from '#app/features/evidence/download-evidence.server.ts';
import { EvidenceParams } from '#app/features/evidence/evidence.schema.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

/** The file itself, as an attachment. */
export const loader = fileAnswer(
  actorLoader({ action: 'readEvidence', params: EvidenceParams, resource: caseResource }, ({ uow, params }) =>
    downloadEvidence(uow, params.caseId, params.evidenceId),
  ),
);
