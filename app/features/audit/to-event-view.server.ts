import { payloadHash, type Outcome } from '#app/kernel/audit.server.ts';
import type { EventRow } from './audit-repo.server.ts';
import type { EventView } from './event-view.ts';

/** The row with its actor's name, when she is a colleague, and with its hash computed again. */
export function toEventView(row: EventRow, organisationId: string, names: ReadonlyMap<string, string>): EventView {
  return {
    sequence: String(row.sequence),
    at: row.at.toISOString(),
    actorId: row.actor_id,
    actorName: (row.actor_id && names.get(row.actor_id)) || null,
    foreignActor: row.actor_organisation_id !== null && row.actor_organisation_id !== organisationId,
    type: row.type,
    action: row.action,
    outcome: row.outcome,
    resourceKind: row.resource_kind,
    resourceId: row.resource_id,
    caseId: row.case_id,
    purpose: row.purpose,
    detail: Object.entries((row.detail ?? {}) as Record<string, unknown>).map(([name, value]) => ({
      name,
      value: textOf(value),
    })),
    intact: isIntact(row),
  };
}

/** True when the stored hash is the one of the stored event. */
export function isIntact(row: EventRow): boolean {
  const hash = payloadHash(row.id, {
    at: row.at,
    actorId: row.actor_id,
    actorOrganisationId: row.actor_organisation_id,
    organisationId: row.organisation_id,
    type: row.type,
    action: row.action,
    outcome: row.outcome as Outcome,
    resourceKind: row.resource_kind,
    resourceId: row.resource_id,
    caseId: row.case_id,
    consentId: row.consent_id,
    purpose: row.purpose,
    detail: row.detail as Record<string, unknown>,
  });
  return hash.equals(Buffer.from(row.payload_hash));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .map(([name, part]) => `${name}: ${textOf(part)}`)
      .join(', ');
  }
  return String(value);
}
