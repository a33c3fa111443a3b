import { columnsOf } from '#app/features/cases/identity-fields.ts';
import type { Identity } from '#app/features/cases/identity.schema.ts';
import { sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

export interface NewCanary {
  /** who knows it: HMACs of the case's id */
  mark: Uint8Array;
  personKey: Uint8Array;
  caseId: string;
  identityId: string;
  code: string;
  workerId: string;
  openedAt: Date;
  /** when her identity was saved, with the name */
  lastActivityAt: Date;
  /** when the worker was taken off it; null while it stands in her list */
  endedAt: Date | null;
  identity: Identity;
}

/** Writes the case, its worker, its identity and its key through the one function that may, sealed as those of any case. */
export async function insertCanary(uow: UnitOfWork, canary: NewCanary): Promise<void> {
  const organisation_id = uow.actor.organisationId;
  const key = await uow.contentKeys.makeApart(
    { kind: 'case', id: canary.caseId, organisationId: organisation_id },
    'identity',
  );
  const row = { id: canary.identityId, organisation_id, case_id: canary.caseId, row_version: 2 };
  const { full_name, phone, safe_contact } = columnsOf(canary.identity);
  const sealed = await sealRow(uow, 'identity_record', row, { full_name, phone, safe_contact });
  await transactionOf(uow).$executeRaw`
    SELECT audit.make_canary(${canary.mark}::bytea, ${canary.personKey}::bytea, ${canary.caseId}::uuid, ${canary.code}::text,
      ${canary.workerId}::uuid, ${canary.openedAt}::timestamptz, ${canary.lastActivityAt}::timestamptz,
      ${canary.endedAt}::timestamptz, ${canary.identityId}::uuid, ${sealed.full_name_ct}::bytea, ${sealed.phone_ct}::bytea, ${sealed.safe_contact_ct}::bytea,
      ${key.epoch}::int, ${key.wrapped}::bytea)`;
}
