import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Role } from '#app/kernel/roles.ts';
import { countAssignedCases, findColleagues } from './colleague-repo.server.ts';

export interface Colleague {
  id: string;
  name: string;
  roles: string[];
}

/** The roles that a case is assigned to. */
export const CASE_ROLES = ['caseworker', 'counsellor', 'legal_officer'] as const satisfies readonly Role[];
/** Roles beside which no content is read, whatever else their holder is. */
const READS_NOTHING: readonly string[] = ['custodian', 'auditor'];

/** Active colleagues to whom a case can be assigned, by name. */
export async function listCaseworkers(uow: UnitOfWork): Promise<Colleague[]> {
  const colleagues = await findColleagues(uow, CASE_ROLES);
  return colleagues.map(({ id, display_name, roles }) => ({ id, name: display_name, roles }));
}

/** Who can take over the cases of a colleague: not she, not the actor, and nobody who may not read what she would get. */
export async function listSuccessors(uow: UnitOfWork, memberId: string): Promise<Colleague[]> {
  const colleagues = await listCaseworkers(uow);
  return colleagues.filter(
    ({ id, roles }) => id !== memberId && id !== uow.actor.id && !roles.some((role) => READS_NOTHING.includes(role)),
  );
}

/** As `listSuccessors`, with how many open cases each of them has now. */
export async function listSuccessorsByWork(
  uow: UnitOfWork,
  memberId: string,
): Promise<(Colleague & { openCases: number })[]> {
  const workload = await countAssignedCases(uow);
  const successors = await listSuccessors(uow, memberId);
  return successors.map((colleague) => ({ ...colleague, openCases: workload.get(colleague.id) ?? 0 }));
}
