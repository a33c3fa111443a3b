import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader, intents } from '#app/kernel/actor-route.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { PacketPage } from '#app/features/packets/packet-page.tsx';
import { ConfirmSchema, HandoverSchema, PacketParams, PaperProgressSchema } from '#app/features/packets/packet.schema.ts';
import { recordHandover } from '#app/features/packets/record-handover.server.ts';
import { recordPaperProgress } from '#app/features/packets/record-paper-progress.server.ts';
import { referPacket } from '#app/features/packets/refer-packet.server.ts';
import { viewPacket } from '#app/features/packets/view-packet.server.ts';

export const meta = () => [{ title: 'Linden – packet' }];

const packet = { params: PacketParams, resource: packetResource };

export const loader = actorLoader({ action: 'readPacket', ...packet }, ({ uow, params }) => viewPacket(uow, params.packetId));

export const action = intents({
  handover: actorAction({ action: 'recordHandover', ...packet, form: HandoverSchema }, ({ uow, params, form }) =>
    recordHandover(uow, params.packetId, form),
  ),
  refer: actorAction({ action: 'referPacket', ...packet, form: ConfirmSchema }, ({ uow, params }) =>
    referPacket(uow, params.packetId),
  ),
  progress: actorAction({ action: 'recordPaperProgress', ...packet, form: PaperProgressSchema }, ({ uow, params, form }) =>
    recordPaperProgress(uow, params.packetId, form),
  ),
});

export default function Packet() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const resultOf = (intent: string) => (answer?.lastResult?.initialValue?.['intent'] === intent ? answer.lastResult : undefined);
  return <PacketPage view={view} resultOf={resultOf} />;
}
