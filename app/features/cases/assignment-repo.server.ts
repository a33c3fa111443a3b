import { sealRow } from '#app/kernel/codec.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';

/** Everybody who works or worked on a case, first ones first. */
export function listAssignments(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).assignment.findMany({
    where: { case_id: caseId },
    orderBy: { assigned_at: 'asc' },
    include: { assignee: { select: { id: true, display_name: true, roles: true } } },
  });
}

/** Two supervisors who change one case's team take turns, so that both see who is left. */
export async function lockTeam(uow: UnitOfWork, caseId: string): Promise<void> {
  await transactionOf(uow).$queryRaw`SELECT id FROM casework.case_file WHERE id = ${caseId}::uuid FOR UPDATE`;
}

export async function insertAssignment(uow: UnitOfWork, id: string, caseId: string, memberId: string): Promise<void> {
  const { organisationId: organisation_id, id: assigned_by } = uow.actor;
  await transactionOf(uow).assignment.createMany({
    data: [{ id, organisation_id, case_id: caseId, member_id: memberId, assigned_by, assigned_at: uow.now }],
  });
}

export async function endAssignment(uow: UnitOfWork, caseId: string, memberId: string): Promise<void> {
  await transactionOf(uow).assignment.updateMany({
    where: { case_id: caseId, member_id: memberId, ended_at: null },
    data: { ended_at: uow.now },
  });
}

/** The times at which this supervisor opened the case; row-level security shows her no others. */
export function listOwnBreakGlasses(uow: UnitOfWork, caseId: string) {
  return transactionOf(uow).break_glass.findMany({
    where: { case_id: caseId, member_id: uow.actor.id },
    orderBy: { opened_at: 'desc' },
    select: { id: true, opened_at: true, expires_at: true },
  });
}

export async function insertBreakGlass(
  uow: UnitOfWork,
  { id, caseId, reason, expiresAt }: { id: string; caseId: string; reason: string; expiresAt: Date },
): Promise<void> {
  const row = { id, organisation_id: uow.actor.organisationId, case_id: caseId, row_version: 1 };
  const sealed = await sealRow(uow, 'break_glass', row, { reason });
  await transactionOf(uow).break_glass.createMany({
    data: [{ ...row, ...sealed, member_id: uow.actor.id, opened_at: uow.now, expires_at: expiresAt }],
  });
}
