import { systemClock } from '#app/platform/clock.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Invalid, NotFound } from '#app/kernel/errors.ts';
import { accountEvent } from './account-event.ts';
import { believedFactors } from './believed-factors.server.ts';
import { signAndRemove } from './change-factors.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'factor.removed': { kind: string };
  }
}

/** Removes one of a member's own factors, never the last. Throws NotFound, Invalid, Conflict. */
export async function removeFactor(member: SignedIn, factorId: string): Promise<void> {
  const { account, factors } = await believedFactors(member.actor.id);
  const factor = factors.find(({ id }) => id === factorId);
  if (!factor) throw new NotFound();
  if (factors.length === 1) throw new Invalid({ '': ['last_factor'] });
  const event = accountEvent(member.actor, 'factor.removed', { kind: factor.kind }, systemClock.now());
  await signAndRemove(member, account, factorId, event);
}
