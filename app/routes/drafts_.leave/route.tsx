import { leaveDraft } from '#app/features/drafts/leave-draft.server.ts';
import { LeaveDraftSchema } from '#app/features/drafts/draft.schema.ts';
import { actorAction } from '#app/kernel/actor-route.server.ts';
import { ownAccount } from '#app/kernel/resource.server.ts';

/** Where "start without this draft" goes; it sends back to the form. */
export const action = actorAction(
  { action: 'keepDraft', resource: ownAccount, form: LeaveDraftSchema },
  ({ uow, form }) => leaveDraft(uow, form),
);
