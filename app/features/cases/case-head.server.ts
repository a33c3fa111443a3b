import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findCase } from './case-repo.server.ts';

/** What every page about a case says of it: its code, and whether it is closed. */
export async function caseHead(uow: UnitOfWork, caseId: string): Promise<{ id: string; code: string; closed: boolean }> {
  const { id, code, closed_on } = await findCase(uow, caseId);
  return { id, code, closed: closed_on !== null };
}
