import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { assignReviewer } from '#app/features/review-files/assign-reviewer.server.ts';
import { declareConflict } from '#app/features/review-files/declare-conflict.server.ts';
import { FilePage } from '#app/features/review-files/file-page.tsx';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { AssignSchema, ConflictSchema, FileParams } from '#app/features/review-files/review-file.schema.ts';
import { viewFile } from '#app/features/review-files/view-file.server.ts';

export const meta = () => [{ title: 'Linden – file' }];

const file = { params: FileParams, resource: reviewFileResource };

export const loader = actorLoader({ action: 'readFile', ...file }, ({ uow, params }) => viewFile(uow, params.fileId));

export const action = intents({
  assign: actorAction({ action: 'assignReviewer', ...file, form: AssignSchema }, ({ uow, params, form }) =>
    assignReviewer(uow, params.fileId, form.memberId),
  ),
  conflict: actorAction({ action: 'declareConflict', ...file, form: ConflictSchema }, ({ uow, params, form }) =>
    declareConflict(uow, params.fileId, form.conflict),
  ),
});

export default function File() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const resultOf = (intent: string) => (answer?.lastResult?.initialValue?.['intent'] === intent ? answer.lastResult : undefined);
  return <FilePage view={view} resultOf={resultOf} />;
}
