import { hasRole, type Actor } from '#app/kernel/actor.server.ts';
import { nothing, only, type Scope } from '#app/kernel/scope.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

/** Whose files a list shows: all of the commission's to secretary and chair; to a reviewer those she was given. */
export function reviewFileScope(actor: Actor): Scope<Prisma.review_fileWhereInput> {
  if (actor.organisationKind !== 'commission') return nothing;
  if (hasRole(actor, 'secretary', 'chair')) return only({ organisation_id: actor.organisationId });
  if (!hasRole(actor, 'reviewer')) return nothing;
  return only({
    organisation_id: actor.organisationId,
    assignments: { some: { member_id: actor.id, ended_at: null } },
  });
}
