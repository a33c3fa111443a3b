import { languageOf } from '#app/platform/i18n/language.server.ts';
import { actorLoader } from '#app/kernel/actor-route.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { downloadFigures } from '#app/features/releases/download-figures.server.ts';
import { DownloadQuery } from '#app/features/releases/release.schema.ts';
import { fileAnswer } from '#app/ui/file-answer.server.ts';

export const loader = fileAnswer(
  actorLoader(
    { action: 'readReleasedFigures', resource: ownOrganisation, query: DownloadQuery },
    ({ uow, query, request }) => downloadFigures(uow, query, languageOf(request)),
  ),
);
