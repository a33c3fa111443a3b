import { openRow, openRows, sealRow } from '#app/kernel/codec.server.ts';
import type { Plaintext } from '#app/kernel/plaintext.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { IdentityColumns } from './identity-fields.ts';

/** The names of these cases, by case id, still inside `Plaintext`. */
export async function openNames(uow: UnitOfWork, caseIds: readonly string[]): Promise<Map<string, Plaintext>> {
  const rows = await transactionOf(uow).identity_record.findMany({
    where: { case_id: { in: [...caseIds] } },
    select: { id: true, organisation_id: true, case_id: true, row_version: true, full_name_ct: true },
  });
  const opened = await openRows(uow, 'identity_record', rows);
  return new Map(
    rows.flatMap((row, position): [string, Plaintext][] => {
      const name = opened[position]?.full_name;
      return name ? [[row.case_id, name]] : [];
    }),
  );
}

export async function insertIdentity(uow: UnitOfWork, id: string, caseId: string, values: IdentityColumns): Promise<void> {
  const row = { id, organisation_id: uow.actor.organisationId, case_id: caseId, row_version: 1 };
  const sealed = await sealRow(uow, 'identity_record', row, values);
  await transactionOf(uow).identity_record.createMany({
    data: [{ ...row, ...sealed, updated_by: uow.actor.id, updated_at: uow.now }],
  });
}

/** The identity record with its opened fields. */
export async function openIdentity(uow: UnitOfWork, caseId: string) {
  const row = await transactionOf(uow).identity_record.findFirst({ where: { case_id: caseId } });
  return row ? { row, opened: await openRow(uow, 'identity_record', row) } : null;
}

/** Seals every field anew under the next version. False when somebody saved after `seenVersion`: nothing is written. */
export async function updateIdentity(
  uow: UnitOfWork,
  row: { id: string; organisation_id: string; case_id: string },
  seenVersion: number,
  values: Required<IdentityColumns>,
): Promise<boolean> {
  const next = { id: row.id, organisation_id: row.organisation_id, case_id: row.case_id, row_version: seenVersion + 1 };
  const sealed = await sealRow(uow, 'identity_record', next, values);
  const { count } = await transactionOf(uow).identity_record.updateMany({
    where: { id: row.id, row_version: seenVersion },
    data: { ...sealed, row_version: next.row_version, updated_by: uow.actor.id, updated_at: uow.now },
  });
  return count === 1;
}

/** Who saved last, among colleagues. */
export async function editorName(uow: UnitOfWork, memberId: string): Promise<string | null> {
  const member = await transactionOf(uow).member.findFirst({ where: { id: memberId }, select: { display_name: true } });
  return member?.display_name ?? null;
}
