import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { LetterParams, SupplementSchema } from '#app/features/packets/packet.schema.ts';
import { prepareSupplement } from '#app/features/packets/prepare-supplement.server.ts';
import { sendSupplement } from '#app/features/packets/send-supplement.server.ts';
import { SupplementPage } from '#app/features/packets/supplement-page.tsx';

export const meta = () => [{ title: 'Linden – letter' }];

const letter = { action: 'sendSupplement', params: LetterParams, resource: packetResource } as const;

export const loader = actorLoader(letter, ({ uow, params }) =>
  prepareSupplement(uow, params.packetId, params.letterId),
);

export const action = actorAction({ ...letter, form: SupplementSchema }, ({ uow, params, form }) =>
  sendSupplement(uow, params.packetId, params.letterId, form),
);

export default function Answer() {
  return (
    <SupplementPage view={useLoaderData<typeof loader>()} lastResult={useActionData<typeof action>()?.lastResult} />
  );
}
