import { payloadHash, type Outcome } from '#app/kernel/audit.server.ts';
import { exactJson } from './exact-json.ts';
import type { StoredEvent } from './stored-log.ts';

const LATEST_MILLISECONDS = 8_640_000_000_000_000n;

/**
 * The hash that the event had when it was written, if it is still what was written. Null for a row that Linden cannot have
 * written: a moment between two milliseconds, or a number that JavaScript does not have.
 */
export function storedEventHash(event: StoredEvent): Buffer | null {
  const { atMicroseconds: at } = event;
  const detail = exactJson(event.detail);
  if (at === null || at % 1000n !== 0n || detail === null || typeof detail !== 'object') return null;
  const milliseconds = at / 1000n;
  if (milliseconds > LATEST_MILLISECONDS || milliseconds < -LATEST_MILLISECONDS) return null;
  return payloadHash(event.id, {
    at: new Date(Number(milliseconds)),
    actorId: event.actorId,
    actorOrganisationId: event.actorOrganisationId,
    organisationId: event.organisationId,
    type: event.type,
    action: event.action,
    outcome: event.outcome as Outcome,
    resourceKind: event.resourceKind,
    resourceId: event.resourceId,
    caseId: event.caseId,
    consentId: event.consentId,
    purpose: event.purpose,
    detail: detail as Record<string, unknown>,
  });
}
