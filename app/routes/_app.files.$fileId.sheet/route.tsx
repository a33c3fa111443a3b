import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { SheetPrintQuery } from '#app/features/packets/packet.schema.ts';
import { printReceivedSheet } from '#app/features/review-files/read-received.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { FileParams } from '#app/features/review-files/review-file.schema.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader(
    {
      action: 'readFileIdentity',
      params: FileParams,
      resource: reviewFileResource,
      query: SheetPrintQuery,
      stepUp: true,
    },
    ({ uow, params, query }) => printReceivedSheet(uow, params.fileId, query.language),
  ),
);
