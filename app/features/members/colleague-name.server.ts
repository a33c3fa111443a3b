import { NotFound } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findEntry } from './colleague-repo.server.ts';

/** How colleagues know her. Throws NotFound. */
export async function colleagueName(uow: UnitOfWork, memberId: string): Promise<string> {
  const entry = await findEntry(uow, memberId);
  if (!entry) throw new NotFound();
  return entry.display_name;
}
