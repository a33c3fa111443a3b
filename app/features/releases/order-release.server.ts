import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { buildRelease } from './build-release.server.ts';
import { ReleaseRefused } from './release-refused.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'release.ordered': { period: string };
  }
}

/**
 * An approver builds the release. It is built in the release role's transaction, which ends before this one and records
 * its own event; about a second for 20,000 people.
 */
export async function orderRelease(uow: UnitOfWork, period: string) {
  const { id: memberId, organisationId } = uow.actor;
  try {
    const { id } = await buildRelease(period, { builtBy: { memberId, organisationId }, now: uow.now });
    return done(redirectTo('/releases'), {
      type: 'release.ordered',
      resource: { kind: 'Release', id },
      detail: { period },
    });
  } catch (error) {
    if (error instanceof ReleaseRefused) throw new Invalid({ '': [error.reason] });
    throw error;
  }
}
