import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { ApplicationPage } from '#app/features/applications/application-page.tsx';
import { EmptySchema } from '#app/features/applications/application.schema.ts';
import { applyAgain, markReady } from '#app/features/applications/mark-ready.server.ts';
import { answerReadiness } from '#app/features/applications/answer-readiness.server.ts';
import { viewApplication } from '#app/features/applications/view-application.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { ReadinessSchema } from '#app/features/cases/progress.schema.ts';

export const meta = () => [{ title: 'Linden – form' }];

const write = { action: 'writeApplication', params: CaseParams, resource: caseResource } as const;

export const loader = actorLoader(
  { action: 'readApplication', params: CaseParams, resource: caseResource },
  ({ uow, params }) => viewApplication(uow, params.caseId),
);

export const action = intents({
  readiness: actorAction({ ...write, action: 'recordCasework', form: ReadinessSchema }, ({ uow, params, form }) =>
    answerReadiness(uow, params.caseId, form.readiness),
  ),
  ready: actorAction({ ...write, form: EmptySchema }, ({ uow, params }) => markReady(uow, params.caseId)),
  again: actorAction({ ...write, form: EmptySchema }, ({ uow, params }) => applyAgain(uow, params.caseId)),
});

export default function Application() {
  return <ApplicationPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
