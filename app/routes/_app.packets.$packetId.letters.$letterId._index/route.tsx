import { useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { LetterPage } from '#app/features/packets/letter-page.tsx';
import { openLetter } from '#app/features/packets/open-letter.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { ConfirmSchema, LetterParams } from '#app/features/packets/packet.schema.ts';
import { readLetter } from '#app/features/packets/read-letter.server.ts';

export const meta = () => [{ title: 'Linden – letter' }];

const letter = { action: 'readLetter', params: LetterParams, resource: packetResource } as const;

export const loader = actorLoader(letter, ({ uow, params }) => readLetter(uow, params.packetId, params.letterId));

export const action = actorAction({ ...letter, form: ConfirmSchema }, ({ uow, params }) =>
  openLetter(uow, params.packetId, params.letterId),
);

export default function Letter() {
  return <LetterPage view={useLoaderData<typeof loader>()} />;
}
