import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findColleagues } from './colleague-repo.server.ts';
import { CASE_ROLES } from './list-caseworkers.server.ts';

/** Who can have opened a case, by name: colleagues who work on cases, and everybody who left. */
export async function listOpeners(uow: UnitOfWork): Promise<{ id: string; name: string }[]> {
  const roles: readonly string[] = CASE_ROLES;
  return (await findColleagues(uow))
    .filter((member) => member.status !== 'active' || member.roles.some((role) => roles.includes(role)))
    .map(({ id, display_name }) => ({ id, name: display_name }));
}
