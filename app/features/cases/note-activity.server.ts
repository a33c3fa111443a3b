import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { touchCase } from './case-repo.server.ts';

/** Something happened in a case: it no longer waits. */
export function noteActivity(uow: UnitOfWork, caseId: string): Promise<void> {
  return touchCase(uow, caseId);
}
