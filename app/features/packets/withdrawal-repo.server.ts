import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** The packets that were frozen under a consent, with who they are for. */
export function listPacketsOfConsent(uow: UnitOfWork, consentId: string) {
  return transactionOf(uow).packet.findMany({
    where: { consent_id: consentId },
    orderBy: { frozen_at: 'asc' },
    select: {
      id: true,
      code: true,
      state: true,
      case_id: true,
      application_id: true,
      recipient_organisation_id: true,
      handed_over_on: true,
      referred_at: true,
      accepted_at: true,
      withdrawn_at: true,
    },
  });
}

/** From now on the receiver sees none of these packets: row-level security asks for `withdrawn_at IS NULL`. */
export async function withdrawPacketsOfConsent(uow: UnitOfWork, consentId: string): Promise<number> {
  const { count } = await transactionOf(uow).packet.updateMany({
    where: { consent_id: consentId, withdrawn_at: null },
    data: { withdrawn_at: uow.now, state: 'withdrawn' },
  });
  return count;
}

/** Names of organisations by id. */
export async function organisationNames(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await transactionOf(uow).organisation.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}
