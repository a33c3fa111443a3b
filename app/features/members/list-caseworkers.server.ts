import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findColleagues } from './colleague-repo.server.ts';

export interface Colleague {
  id: string;
  name: string;
  roles: string[];
}

/** The roles that a case is assigned to. */
const CASE_ROLES = ['caseworker', 'counsellor', 'legal_officer'] as const;

/** Active colleagues to whom a case can be assigned, by name. */
export async function listCaseworkers(uow: UnitOfWork): Promise<Colleague[]> {
  const colleagues = await findColleagues(uow, CASE_ROLES);
  return colleagues.map(({ id, display_name, roles }) => ({ id, name: display_name, roles }));
}
