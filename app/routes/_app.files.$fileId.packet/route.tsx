import { useLoaderData } from '@remix-run/react';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { CodedPage } from '#app/features/review-files/coded-page.tsx';
import { readCoded } from '#app/features/review-files/read-received.server.ts';
import { reviewFileResource } from '#app/features/review-files/review-file-facts.server.ts';
import { FileParams } from '#app/features/review-files/review-file.schema.ts';

export const meta = () => [{ title: 'Linden – file' }];

export const loader = actorLoader({ action: 'readFileCoded', params: FileParams, resource: reviewFileResource }, ({ uow, params }) =>
  readCoded(uow, params.fileId),
);

export default function Coded() {
  return <CodedPage view={useLoaderData<typeof loader>()} />;
}
