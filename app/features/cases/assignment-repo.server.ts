import { randomUUID } from 'node:crypto';
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

/** The cases that a colleague works on, by id. */
export async function listCasesOf(uow: UnitOfWork, memberId: string): Promise<string[]> {
  const rows = await transactionOf(uow).assignment.findMany({
    where: { organisation_id: uow.actor.organisationId, member_id: memberId, ended_at: null },
    select: { case_id: true },
    distinct: ['case_id'],
    orderBy: { case_id: 'asc' },
  });
  return rows.map(({ case_id }) => case_id);
}

/** Those of a colleague's cases on which nobody else works who is active and has a role for it. */
export async function listCasesAlone(uow: UnitOfWork, memberId: string): Promise<string[]> {
  const rows = await transactionOf(uow).$queryRaw<{ case_id: string }[]>`
    SELECT DISTINCT a.case_id::text FROM casework.assignment a
    WHERE a.organisation_id = ${uow.actor.organisationId}::uuid AND a.member_id = ${memberId}::uuid AND a.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM casework.assignment o WHERE o.case_id = a.case_id AND o.ended_at IS NULL
        AND o.member_id <> a.member_id AND directory.works_on_cases(o.member_id))
    ORDER BY 1`;
  return rows.map(({ case_id }) => case_id);
}

/** A colleague's cases with who else works on each; row-level security shows a case to supervisors, not to custodians. */
export function listOpenWork(uow: UnitOfWork, memberId: string) {
  return transactionOf(uow).case_file.findMany({
    where: {
      organisation_id: uow.actor.organisationId,
      assignments: { some: { member_id: memberId, ended_at: null } },
    },
    orderBy: [{ last_activity_at: 'desc' }, { id: 'asc' }],
    select: {
      id: true,
      code: true,
      step: true,
      closed_on: true,
      assignments: {
        where: { ended_at: null },
        select: { member_id: true, assignee: { select: { display_name: true } } },
      },
    },
  });
}

/** As `lockTeam`, for many cases, always in the same order. */
export async function lockTeams(uow: UnitOfWork, caseIds: readonly string[]): Promise<void> {
  await transactionOf(uow)
    .$queryRaw`SELECT id FROM casework.case_file WHERE id = ANY (${[...caseIds]}::uuid[]) ORDER BY id FOR UPDATE`;
}

export async function insertAssignments(uow: UnitOfWork, caseIds: readonly string[], memberId: string): Promise<void> {
  const { organisationId: organisation_id, id: assigned_by } = uow.actor;
  await transactionOf(uow).assignment.createMany({
    data: caseIds.map((case_id) => ({
      id: randomUUID(),
      organisation_id,
      case_id,
      member_id: memberId,
      assigned_by,
      assigned_at: uow.now,
    })),
  });
}

export async function endAssignments(uow: UnitOfWork, memberId: string, caseIds?: readonly string[]): Promise<number> {
  const { count } = await transactionOf(uow).assignment.updateMany({
    where: {
      organisation_id: uow.actor.organisationId,
      member_id: memberId,
      ended_at: null,
      ...(caseIds ? { case_id: { in: [...caseIds] } } : {}),
    },
    data: { ended_at: uow.now },
  });
  return count;
}

/** The emergency accesses of a colleague that are open. */
export async function endBreakGlasses(uow: UnitOfWork, memberId: string): Promise<number> {
  const { count } = await transactionOf(uow).break_glass.updateMany({
    where: { organisation_id: uow.actor.organisationId, member_id: memberId, expires_at: { gt: uow.now } },
    data: { expires_at: uow.now },
  });
  return count;
}

/** The packets of the commission that a colleague was to judge. */
export async function endReviewAssignments(uow: UnitOfWork, memberId: string): Promise<number> {
  const { count } = await transactionOf(uow).review_assignment.updateMany({
    where: { organisation_id: uow.actor.organisationId, member_id: memberId, ended_at: null },
    data: { ended_at: uow.now },
  });
  return count;
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
