import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { printReceived } from '#app/features/review-files/read-received.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { FileParams, FilePrintQuery } from '#app/features/review-files/review-file.schema.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader(
    { action: 'readFileCoded', params: FileParams, resource: reviewFileResource, query: FilePrintQuery },
    ({ uow, params, query }) => printReceived(uow, params.fileId, query),
  ),
);
