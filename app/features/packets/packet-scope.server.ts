import { hasRole, type Actor } from '#app/kernel/actor.server.ts';
import { nothing, only, type Scope } from '#app/kernel/scope.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { isoDate } from '#app/platform/i18n/format.ts';

/** The inbox: what was referred to the secretary's commission, is neither withdrawn nor run out, and waits to be registered. */
export function inboxScope(actor: Actor, now: Date): Scope<Prisma.packetWhereInput> {
  if (actor.organisationKind !== 'commission' || !hasRole(actor, 'secretary')) return nothing;
  return only({
    recipient_organisation_id: actor.organisationId,
    referred_at: { not: null },
    accepted_at: null,
    withdrawn_at: null,
    OR: [{ expires_on: null }, { expires_on: { gte: new Date(isoDate(now)) } }],
  });
}

/** Letters that wait: unopened, about a packet that still stands, of a case that the legal officer works on. */
export function waitingLetterScope(actor: Actor): Scope<Prisma.letterWhereInput> {
  if (actor.organisationKind !== 'cso' || !hasRole(actor, 'legal_officer')) return nothing;
  return only({
    recipient_organisation_id: actor.organisationId,
    opened_at: null,
    packet: {
      withdrawn_at: null,
      case_file: { assignments: { some: { member_id: actor.id, ended_at: null } } },
    },
  });
}
