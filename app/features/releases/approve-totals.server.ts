import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { openPeriods } from './open-periods.server.ts';
import { insertApproval } from './totals-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'totals.approved': { period: string };
  }
}

/** Approves and locks the organisation's totals of a period that has ended. Throws Invalid when it is not open. */
export async function approveTotals(uow: UnitOfWork, period: string) {
  const open = await openPeriods(uow.now);
  if (!open.some((each) => each.period === period)) throw new Invalid({ '': ['release_not_due'] });
  await insertApproval(uow, period);
  return done(redirectTo(`/releases?period=${period}`), { type: 'totals.approved', detail: { period } });
}
