import { hasRole, type Actor } from '#app/kernel/actor.server.ts';
import { nothing, only, type Scope } from '#app/kernel/scope.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

/** Whose tasks a list shows: a supervisor her organisation's (kind and date), everybody else those of her cases. */
export function taskScope(actor: Actor): Scope<Prisma.taskWhereInput> {
  if (actor.organisationKind !== 'cso') return nothing;
  if (hasRole(actor, 'supervisor')) return only({ organisation_id: actor.organisationId });
  if (!hasRole(actor, 'caseworker', 'counsellor', 'legal_officer')) return nothing;
  return only({
    organisation_id: actor.organisationId,
    case_file: { assignments: { some: { member_id: actor.id, ended_at: null } } },
  });
}
