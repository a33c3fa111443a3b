import { randomInt, randomUUID } from 'node:crypto';
import { newCode } from '#app/features/cases/case-code.server.ts';
import { personKeyOf } from '#app/features/facts/person-key.server.ts';
import { listOpeners } from '#app/features/members/list-openers.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { canaryMark } from '#app/kernel/canaries.server.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { insertCanary } from './canary-repo.server.ts';
import type { Canary } from './canary.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** which one it is stands nowhere */
    'canary.made': Record<string, never>;
  }
}

const DAY_MS = 86_400_000;

/**
 * Makes a case that looks as one does after a first contact some weeks ago. The event names no case: the log's readers would
 * know which it is, and the one who is told that it was opened learns it then.
 */
export async function makeCanary(uow: UnitOfWork, { fullName, worker, assigned }: Canary) {
  if (!(await listOpeners(uow)).some(({ id }) => id === worker)) throw new Invalid({ worker: ['invalid_choice'] });
  const caseId = randomUUID();
  const contact = `000 000 ${randomInt(100, 1000)}`;
  const openedDaysAgo = randomInt(10, 60);
  await insertCanary(uow, {
    mark: await canaryMark(caseId),
    personKey: await personKeyOf(caseId),
    caseId,
    identityId: randomUUID(),
    code: newCode('K'),
    workerId: worker,
    assigned,
    openedOn: new Date(uow.now.getTime() - openedDaysAgo * DAY_MS),
    lastActivityAt: new Date(uow.now.getTime() - randomInt(2 * DAY_MS, openedDaysAgo * DAY_MS)),
    fullName,
    phone: contact,
    safeContact: JSON.stringify({ channel: 'phone', contact }),
  });
  return done(redirectTo('/keys/alarms?made=yes'), { type: 'canary.made', detail: {} });
}
