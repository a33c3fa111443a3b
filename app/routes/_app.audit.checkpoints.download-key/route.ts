import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { downloadLogKey } from '#app/features/audit/download-log-key.server.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader({ action: 'downloadCheckpoint', resource: ownOrganisation }, ({ uow }) => downloadLogKey(uow)),
);
