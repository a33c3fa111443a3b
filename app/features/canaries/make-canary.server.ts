import { randomInt, randomUUID } from 'node:crypto';
import { newCode } from '#app/features/cases/case-code.server.ts';
import { personKeyOf } from '#app/features/facts/person-key.server.ts';
import { listOpeners } from '#app/features/members/list-openers.server.ts';
import { done, redirectTo } from '#app/kernel/audit-events.ts';
import { canaryMark } from '#app/kernel/canaries.server.ts';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { likelyMoments } from './likely-moments.server.ts';
import { insertCanary } from './canary-repo.server.ts';
import type { Canary } from './canary.schema.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** which one it is stands nowhere */
    'canary.made': Record<string, never>;
  }
}

const HOURS = ['9:00–11:00', '10:00–12:00', '12:00–14:00', '14:00–16:00', '17:00–18:00'] as const;

function oneOf<const Choice>(choices: readonly Choice[]): Choice {
  return choices[randomInt(choices.length)] as Choice;
}

/**
 * Makes a case that looks as one does after a first contact some weeks ago. The event names no case: the log's readers would
 * know which it is, and the one who is told that it was opened learns it then.
 */
export async function makeCanary(uow: UnitOfWork, { fullName, worker, assigned }: Canary) {
  if (!(await listOpeners(uow)).some(({ id }) => id === worker)) throw new Invalid({ worker: ['invalid_choice'] });
  const caseId = randomUUID();
  const contact = `000 000 ${randomInt(100, 1000)}`;
  const moments = likelyMoments(uow.now);
  await insertCanary(uow, {
    mark: await canaryMark(caseId),
    personKey: await personKeyOf(caseId),
    caseId,
    identityId: randomUUID(),
    code: newCode('K'),
    workerId: worker,
    openedAt: moments.openedAt,
    lastActivityAt: moments.lastActivityAt,
    endedAt: assigned ? null : moments.endedAt,
    // As many answers as a first contact gives, so that the sealed field is as long.
    identity: {
      ...{ fullName, phone: contact, channel: 'phone', contact, hours: oneOf(HOURS) },
      ...{ workerSex: oneOf(['female', undefined]), workerLanguage: oneOf(['sq', 'sr']) },
    },
  });
  return done(redirectTo('/keys/alarms?made=yes'), { type: 'canary.made', detail: {} });
}
