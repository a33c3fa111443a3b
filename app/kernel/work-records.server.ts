import type { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import type { DirectoryError } from '#app/platform/keys/directory.server.ts';
import { ACTIONS, type ActionName, type Resource } from './actions.ts';
import type { Actor } from './actor.server.ts';
import { recordRefusal, type AuditRecord } from './audit.server.ts';
import type { Done } from './audit-events.ts';
import { NotFound, type Conflict, type Forbidden, type Invalid, type ReadTooMuch, type Refused } from './errors.ts';
import type { Reads } from './reads.server.ts';
import type { LoadedResource } from './resource.server.ts';

/** What is recorded of a piece of work. */
interface Work {
  readonly action: ActionName;
  readonly now: Date;
}

type Recorded = Done<unknown>['event'];

export function recordOf(
  work: Work,
  actor: Actor,
  { resource }: LoadedResource,
  event: Recorded,
): Omit<AuditRecord, 'detail'> {
  return {
    at: work.now,
    actorId: actor.id,
    actorOrganisationId: actor.organisationId,
    organisationId: event.organisationId ?? organisationOf(resource) ?? actor.organisationId,
    type: event.type,
    action: work.action,
    outcome: 'done',
    resourceKind: event.resource?.kind ?? resource.type,
    resourceId: event.resource?.id ?? resource.id,
    caseId: event.caseId ?? (resource.type === 'Case' ? resource.id : null),
    consentId: event.consentId ?? null,
    purpose: event.purpose ?? null,
  };
}

/** What a form named and may not be named; and what was opened before the form was refused, which was a read too. */
export async function recordInvalid(
  work: Work,
  actor: Actor,
  asked: LoadedResource | undefined,
  error: Invalid,
  shown: Reads | undefined,
) {
  for (const refused of error.refused) await recordRefusal(refusalOf(work, actor, asked, new NotFound(), refused));
  if (shown?.any) await recordRefusal(failureOf('form.invalid', refusalOf(work, actor, asked, error), shown));
}

/** The auditor learns that something stored was changed or damaged; what was opened before it did not leave the server. */
export function recordBroken(record: AuditRecord, what: string): Promise<void> {
  return recordRefusal({ ...record, type: 'integrity.failed', outcome: 'failed', detail: { what } });
}

type Refusal = NotFound | Forbidden | Conflict | Invalid | ReadTooMuch | DecryptionError | DirectoryError;

export function refusalOf(
  work: Work,
  actor: Actor,
  asked: LoadedResource | undefined,
  error: Refusal,
  named?: Refused,
): AuditRecord {
  const { type: kind, id } = asked?.resource ?? { type: ACTIONS[work.action].resource, id: null };
  const about = named ?? { kind, id };
  return {
    at: work.now,
    actorId: actor.id,
    actorOrganisationId: actor.organisationId,
    organisationId: actor.organisationId,
    type: 'access.denied',
    action: work.action,
    outcome: 'denied',
    resourceKind: about.kind,
    resourceId: about.id,
    caseId: about.kind === 'Case' ? about.id : null,
    consentId: null,
    purpose: null,
    detail: { answer: error.name },
  };
}

export function failureOf(
  type: 'form.conflict' | 'form.invalid',
  record: AuditRecord,
  shown: Reads | undefined,
): AuditRecord {
  return { ...record, type, outcome: 'failed', detail: shown?.summary() ?? {} };
}

function organisationOf(resource: Resource): string | undefined {
  return 'organisationId' in resource.facts ? resource.facts.organisationId || undefined : undefined;
}
