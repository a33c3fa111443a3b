import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findColleagues } from './colleague-repo.server.ts';

/** The active members of the actor's own organisation who hold one of these roles, by id. */
export async function colleaguesInRoles(uow: UnitOfWork, roles: readonly string[]): Promise<string[]> {
  return (await findColleagues(uow, roles)).map(({ id }) => id);
}
