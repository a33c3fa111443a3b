import { useLoaderData } from '@remix-run/react';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { CheckpointsQuery } from '#app/features/audit/audit.schema.ts';
import { CheckpointsPage } from '#app/features/audit/checkpoints-page.tsx';
import { viewCheckpoints } from '#app/features/audit/view-checkpoints.server.ts';

export const meta = () => [{ title: 'Linden – record' }];

export const loader = actorLoader(
  { action: 'readCheckpoints', resource: ownOrganisation, query: CheckpointsQuery },
  ({ uow, query }) => viewCheckpoints(uow, query),
);

export default function Checkpoints() {
  return <CheckpointsPage view={useLoaderData<typeof loader>()} />;
}
