import { sessionIdHash } from '#app/platform/auth/session-token.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { accountEvent } from './account-event.ts';
import { deleteOtherSessions, deleteSession, findSessions } from './session-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.session_ended': { which: string };
  }
}

/** Where a member is signed in. `name` is the hash that the database knows a session by: nobody signs in with it. */
export async function listSignIns({ actor, sessionId }: SignedIn) {
  const own = sessionIdHash(sessionId);
  const rows = await findSessions(actor.id, systemClock.now());
  const items = rows.map(({ id_hash, device, stage, created_at, last_seen_at }) => ({
    name: Buffer.from(id_hash).toString('hex'),
    here: Buffer.compare(id_hash, own) === 0,
    /** the password was right there; the second step is still due */
    pending: stage === 'password',
    device,
    started: created_at.toISOString(),
    lastSeen: last_seen_at.toISOString(),
  }));
  return { items: items.sort((one, other) => Number(other.here) - Number(one.here)) };
}

/** Ends one of her other sessions. Throws Invalid when it had ended already. */
export async function endSignIn({ actor }: SignedIn, name: string): Promise<void> {
  const event = accountEvent(actor, 'member.session_ended', { which: 'one' }, systemClock.now());
  if (!(await deleteSession(actor.id, Buffer.from(name, 'hex'), event))) throw new Invalid({ '': ['sign_in_gone'] });
}

/** Ends every session of hers but this one. */
export async function endOtherSignIns({ actor, sessionId }: SignedIn): Promise<void> {
  const event = accountEvent(actor, 'member.session_ended', { which: 'others' }, systemClock.now());
  await deleteOtherSessions(actor.id, sessionIdHash(sessionId), event);
}
