import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { AuditQuery } from '#app/features/audit/audit.schema.ts';
import { downloadEvents } from '#app/features/audit/download-events.server.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader({ action: 'exportAuditTrail', resource: ownOrganisation, query: AuditQuery }, ({ uow, query }) =>
    downloadEvents(uow, query),
  ),
);
