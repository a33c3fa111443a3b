import { useLoaderData } from '@remix-run/react';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { IdentityPage } from '#app/features/review-files/identity-page.tsx';
import { readFileIdentity } from '#app/features/review-files/read-received.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { FileParams } from '#app/features/review-files/review-file.schema.ts';

export const meta = () => [{ title: 'Linden – sheet' }];

export const loader = actorLoader({ action: 'readFileIdentity', params: FileParams, resource: reviewFileResource }, ({ uow, params }) =>
  readFileIdentity(uow, params.fileId),
);

export default function Identity() {
  return <IdentityPage view={useLoaderData<typeof loader>()} />;
}
