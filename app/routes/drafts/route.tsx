import { actorAction } from '#app/kernel/actor-route.server.ts';
import { jsonAnswer } from '#app/kernel/json-answer.server.ts';
import { ownAccount } from '#app/kernel/resource.server.ts';
import { DraftSchema } from '#app/features/drafts/draft.schema.ts';
import { keepDraft } from '#app/features/drafts/keep-draft.server.ts';

/** Where pages keep what is being written; see app/ui/quiet/drafts.ts. */
export const action = jsonAnswer(
  actorAction({ action: 'keepDraft', resource: ownAccount, form: DraftSchema }, ({ uow, form }) => keepDraft(uow, form)),
);
