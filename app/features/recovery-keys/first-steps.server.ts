import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { onboarding } from '#app/kernel/onboarding.server.ts';
import { beganByInvitation, countCustodians, hasConfirmedKey } from './recovery-key-repo.server.ts';

/**
 * What a new organisation still has to do, as its custodian sees it; null once everything is done, and in the demonstration,
 * whose organisations began with all their people and cases.
 */
export async function firstStepsOf(uow: UnitOfWork, members: number) {
  if (onboarding() === 'optional' && !(await beganByInvitation(uow))) return null;
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
