import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { PacketParams, SheetPrintQuery } from '#app/features/packets/packet.schema.ts';
import { printSheet } from '#app/features/packets/print-document.server.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader(
    {
      action: 'readIdentityDocument',
      params: PacketParams,
      resource: packetResource,
      query: SheetPrintQuery,
      stepUp: true,
    },
    ({ uow, params, query }) => printSheet(uow, params.packetId, query.language),
  ),
);
