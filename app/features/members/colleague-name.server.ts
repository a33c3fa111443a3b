import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findEntry, findNames } from './colleague-repo.server.ts';

/** How colleagues know her. Throws NotFound. */
export async function colleagueName(uow: UnitOfWork, memberId: string): Promise<string> {
  const entry = await findEntry(uow, memberId);
  if (!entry) throw new NotFound();
  return entry.display_name;
}

/** As `colleagueName` for many, by member id; whom the actor may not see is left out. */
export function colleagueNames(uow: UnitOfWork, memberIds: readonly string[]): Promise<Map<string, string>> {
  return findNames(uow, memberIds);
}
