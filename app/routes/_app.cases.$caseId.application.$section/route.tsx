import type { ShouldRevalidateFunctionArgs } from '@remix-run/react';
import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { SectionParams, SectionSchema, SECTIONS } from '#app/features/applications/application.schema.ts';
import { saveSection } from '#app/features/applications/save-section.server.ts';
import { SectionPage } from '#app/features/applications/section-page.tsx';
import { viewSection } from '#app/features/applications/view-application.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';

export const meta = () => [{ title: 'Linden – form' }];

const about = { params: SectionParams, resource: caseResource } as const;
const sectionOf = (number: number) => SECTIONS[number - 1] ?? 'place';

export const loader = actorLoader({ ...about, action: 'readApplication' }, ({ uow, params: { caseId, section } }) =>
  viewSection(uow, caseId, sectionOf(section), `/cases/${caseId}/application/${section}#section`),
);

export const action = actorAction(
  { ...about, action: 'writeApplication', form: SectionSchema },
  ({ uow, params, form }) => saveSection(uow, params.caseId, sectionOf(params.section), form),
);

/** After a conflict the page needs what was saved meanwhile. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus === 409 || defaultShouldRevalidate;
}

export default function Section() {
  return <SectionPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
