import { resourceRef } from '#app/kernel/resource.server.ts';
import { findEntry } from './colleague-repo.server.ts';

/** A member of the actor's own organisation; row-level security shows no others. */
export const memberResource = resourceRef(
  'Member',
  ({ memberId }: { memberId: string }) => memberId,
  async (uow, memberId) => {
    const entry = await findEntry(uow, memberId);
    return entry && { id: entry.id, organisationId: entry.organisation_id };
  },
);
