import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { listAssignments } from './assignment-repo.server.ts';

/** Who works on a case now, by id. */
export async function workersOf(uow: UnitOfWork, caseId: string): Promise<string[]> {
  const rows = await listAssignments(uow, caseId);
  return rows.filter((row) => row.ended_at === null).map((row) => row.member_id);
}
