import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { CopyFileQuery } from '#app/features/copies/copy.schema.ts';
import { downloadCopy } from '#app/features/copies/download-copy.server.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

/** The copy as a file, never shown in the browser. */
export const loader = fileAnswer(
  actorLoader(
    { action: 'makeCopy', params: CaseParams, resource: caseResource, query: CopyFileQuery },
    ({ uow, params, query }) => downloadCopy(uow, params.caseId, query),
  ),
);
