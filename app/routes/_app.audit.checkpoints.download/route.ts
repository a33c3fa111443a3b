import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { CheckpointQuery } from '#app/features/audit/audit.schema.ts';
import { downloadCheckpoint } from '#app/features/audit/download-checkpoint.server.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader({ action: 'downloadCheckpoint', resource: ownOrganisation, query: CheckpointQuery }, ({ uow, query }) =>
    downloadCheckpoint(uow, query),
  ),
);
