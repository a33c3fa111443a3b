import { useActionData, useLoaderData } from '@remix-run/react';
import * as z from 'zod';
import { CanariesPage } from '#app/features/canaries/canaries-page.tsx';
import { CanarySchema } from '#app/features/canaries/canary.schema.ts';
import { makeCanary } from '#app/features/canaries/make-canary.server.ts';
import { viewCanaries } from '#app/features/canaries/view-canaries.server.ts';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';

export const meta = () => [{ title: 'Linden – alarms' }];

const about = { action: 'keepCanaries', resource: ownOrganisation } as const;
const Query = z.object({ made: z.enum(['yes']).optional().catch(undefined) });

export const loader = actorLoader({ ...about, query: Query }, async ({ uow, query }) => {
  const { view, event } = await viewCanaries(uow);
  return done({ ...view, made: query.made === 'yes' }, event);
});

export const action = actorAction({ ...about, form: CanarySchema }, ({ uow, form }) => makeCanary(uow, form));

export default function Alarms() {
  return <CanariesPage {...useLoaderData<typeof loader>()} lastResult={useActionData<typeof action>()?.lastResult} />;
}
