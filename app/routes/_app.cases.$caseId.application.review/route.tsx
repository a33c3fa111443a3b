import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { ReviewSchema } from '#app/features/applications/application.schema.ts';
import { reviewApplication } from '#app/features/applications/review-application.server.ts';
import { ReviewPage } from '#app/features/applications/review-page.tsx';
import { viewReview } from '#app/features/applications/view-review.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';

export const meta = () => [{ title: 'Linden – form' }];

export const loader = actorLoader(
  { action: 'readApplication', params: CaseParams, resource: caseResource },
  ({ uow, params }) => viewReview(uow, params.caseId),
);

export const action = actorAction(
  { action: 'reviewApplication', params: CaseParams, resource: caseResource, form: ReviewSchema },
  ({ uow, params, form }) => reviewApplication(uow, params.caseId, form),
);

export default function Review() {
  return <ReviewPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
