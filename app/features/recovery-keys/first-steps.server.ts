import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { countCustodians, hasConfirmedKey } from './recovery-key-repo.server.ts';

/** What a new organisation still has to do, as its custodian sees it; null once everything is done. */
export async function firstStepsOf(uow: UnitOfWork, members: number) {
  const { active, ready } = await countCustodians(uow);
  const steps = {
    ownCode: ready >= 1,
    secondCustodian: active >= 2,
    bothReady: ready >= 2,
    recoveryKey: await hasConfirmedKey(uow),
    colleagues: members > active,
  };
  return Object.values(steps).every(Boolean) ? null : steps;
}
export type FirstSteps = NonNullable<Awaited<ReturnType<typeof firstStepsOf>>>;
