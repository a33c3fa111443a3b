import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { packetResource } from '#app/features/packets/packet-facts.server.ts';
import { CodedPrintQuery, PacketParams } from '#app/features/packets/packet.schema.ts';
import { printCoded } from '#app/features/packets/print-document.server.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader(
    { action: 'readCodedDocument', params: PacketParams, resource: packetResource, query: CodedPrintQuery },
    ({ uow, params, query }) => printCoded(uow, params.packetId, query),
  ),
);
