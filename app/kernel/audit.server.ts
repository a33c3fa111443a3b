import { createHash, randomUUID } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { hashLeaf, type Hash } from '#app/platform/transparency/merkle-tree.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

export type Outcome = 'done' | 'denied' | 'failed';

export interface AuditRecord {
  at: Date;
  actorId: string | null;
  actorOrganisationId: string | null;
  organisationId: string | null;
  type: string;
  action: string;
  outcome: Outcome;
  resourceKind: string | null;
  resourceId: string | null;
  caseId: string | null;
  consentId: string | null;
  purpose: string | null;
  detail: Record<string, unknown>;
}

/** Writes one event with the given client, without reading it back: the writing roles may not select. */
export async function insertEvent(client: Pick<Prisma.TransactionClient, 'event'>, record: AuditRecord): Promise<void> {
  const id = randomUUID();
  await client.event.createMany({
    data: [
      {
        id,
        at: record.at,
        actor_id: record.actorId,
        actor_organisation_id: record.actorOrganisationId,
        organisation_id: record.organisationId,
        type: record.type,
        action: record.action,
        outcome: record.outcome,
        resource_kind: record.resourceKind,
        resource_id: record.resourceId,
        case_id: record.caseId,
        consent_id: record.consentId,
        purpose: record.purpose,
        detail: record.detail as Prisma.InputJsonObject,
        payload_hash: payloadHash(id, record),
      },
    ],
  });
}

/** SHA-256 over every field, length-prefixed, in the order of the table. */
export function payloadHash(id: string, record: AuditRecord): Buffer<ArrayBuffer> {
  const fields = [
    record.at.toISOString(),
    record.actorId,
    record.actorOrganisationId,
    record.organisationId,
    record.type,
    record.action,
    record.outcome,
    record.resourceKind,
    record.resourceId,
    record.caseId,
    record.consentId,
    record.purpose,
    canonicalJson(record.detail),
  ];
  return Buffer.from(
    createHash('sha256')
      .update(
        lengthPrefixed('linden/audit/event/1', id, ...fields.flatMap((field) => (field === null ? [0] : [1, field]))),
      )
      .digest(),
  );
}

/** The leaf of the log's tree: it binds the event's number as well, which stands for the order in which events are shown. */
export function eventLeaf(sequence: bigint, payloadHash: Uint8Array): Hash {
  return hashLeaf(lengthPrefixed('linden/audit/leaf/1', String(sequence), payloadHash));
}

/** Keys sorted, because jsonb does not keep their order. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`)
    .join(',')}}`;
}

/** Records what did not happen, on a connection of its own, because the transaction that refused is rolled back. */
export async function recordRefusal(record: AuditRecord): Promise<void> {
  await insertEvent(clientFor('audit'), record);
}

/** Records what happened before or after anybody is known to a unit of work: signing in, failing to, signing out. */
export const recordAtTheDoor = recordRefusal;
