import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

export function listOrganisationRows(uow: UnitOfWork) {
  return transactionOf(uow).organisation.findMany({ orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
}

/** Active members by organisation; the database answers the host's operator alone. */
export async function countMembers(uow: UnitOfWork): Promise<Map<string, number>> {
  const rows = await transactionOf(uow).$queryRaw<{ organisation_id: string; members: number }[]>`
    SELECT organisation_id::text, members FROM directory.organisation_size`;
  return new Map(rows.map((row) => [row.organisation_id, row.members]));
}
