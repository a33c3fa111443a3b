import { useActionData, useLoaderData } from '@remix-run/react';
import { actorAction, actorLoader } from '#app/kernel/actor-route.server.ts';
import { caseResource } from '#app/features/cases/case-facts.server.ts';
import { CaseParams } from '#app/features/cases/case.schema.ts';
import { freezePacket } from '#app/features/packets/freeze-packet.server.ts';
import { FreezeSchema } from '#app/features/packets/packet.schema.ts';
import { preparePacket } from '#app/features/packets/prepare-packet.server.ts';
import { PreparePage } from '#app/features/packets/prepare-page.tsx';

export const meta = () => [{ title: 'Linden – packet' }];

export const loader = actorLoader({ action: 'readApplication', params: CaseParams, resource: caseResource }, ({ uow, params }) =>
  preparePacket(uow, params.caseId),
);

export const action = actorAction(
  { action: 'freezePacket', params: CaseParams, resource: caseResource, form: FreezeSchema },
  ({ uow, params, form }) => freezePacket(uow, params.caseId, form),
);

export default function Packet() {
  return <PreparePage view={useLoaderData<typeof loader>()} lastResult={useActionData<typeof action>()?.lastResult} />;
}
