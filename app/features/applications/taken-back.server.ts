import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { findApplication } from './application-repo.server.ts';
import { takenBackFrom, type TakenBack } from './taken-back.ts';

/** As `takenBackFrom`, of the case's newest application. */
export async function takenBack(uow: UnitOfWork, caseId: string): Promise<TakenBack | null> {
  return takenBackFrom(await findApplication(uow, caseId));
}
