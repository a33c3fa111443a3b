import type { Actor } from '#app/kernel/actor.server.ts';
import type { AuditRecord } from '#app/kernel/audit.server.ts';
import type { AuditEvents } from '#app/kernel/audit-events.ts';

/** The record of what a member did about her own account. */
export function accountEvent<Type extends keyof AuditEvents>(
  actor: Pick<Actor, 'id' | 'organisationId'>,
  type: Type,
  detail: AuditEvents[Type],
  at: Date,
  outcome: AuditRecord['outcome'] = 'done',
): AuditRecord {
  return {
    at,
    actorId: actor.id,
    actorOrganisationId: actor.organisationId,
    organisationId: actor.organisationId,
    type,
    action: 'keepAccount',
    outcome,
    resourceKind: 'Member',
    resourceId: actor.id,
    caseId: null,
    consentId: null,
    purpose: null,
    detail: { ...detail },
  };
}
