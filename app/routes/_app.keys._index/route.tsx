import { useLoaderData } from '@remix-run/react';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { KeysPage } from '#app/features/vaults/keys-page.tsx';
import { viewKeys } from '#app/features/vaults/view-keys.server.ts';

export const meta = () => [{ title: 'Linden – keys' }];

export const loader = actorLoader({ action: 'readKeys', resource: ownOrganisation }, ({ uow }) => viewKeys(uow));

export default function Keys() {
  return <KeysPage {...useLoaderData<typeof loader>()} />;
}
