import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/**
 * What happened with a case, newest first. Row-level security shows it to who works on the case now, in these columns: what
 * an event says beyond them stays with the auditor.
 */
export function listCaseEvents(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).event.findMany({
    where: { organisation_id: uow.actor.organisationId, case_id: caseId },
    orderBy: { sequence: 'desc' },
    select: { at: true, actor_id: true, actor_organisation_id: true, type: true, outcome: true, purpose: true },
  });
}

export type CaseEvent = Awaited<ReturnType<typeof listCaseEvents>>[number];

/** How she asked, as this member wrote it down since that moment; null when nothing was. */
export async function findAsked(uow: UnitOfWork, caseId: string, since: Date): Promise<string | null> {
  const event = await transactionOf(uow).event.findFirst({
    where: {
      organisation_id: uow.actor.organisationId,
      case_id: caseId,
      actor_id: uow.actor.id,
      type: 'copy.asked',
      at: { gte: since },
    },
    orderBy: { sequence: 'desc' },
    select: { purpose: true },
  });
  return event?.purpose ?? null;
}

/** The roles that colleagues have now. */
export async function rolesOfColleagues(uow: UnitOfWork, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await transactionOf(uow).member.findMany({
    where: { organisation_id: uow.actor.organisationId, id: { in: [...ids] } },
    select: { id: true, roles: true },
  });
  return new Map(rows.map(({ id, roles }) => [id, roles]));
}

export async function organisationsById(uow: UnitOfWork, ids: readonly string[]) {
  const rows = await transactionOf(uow).organisation.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, kind: true, name: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
