import { systemClock } from '#app/platform/clock.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { forgetAttempts, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { renewSession } from '#app/kernel/sessions.server.ts';
import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import { accountEvent } from './account-event.ts';
import { checkFactor, waysOf, type Checked, type Proof } from './check-factor.server.ts';
import { openSeed } from './unlock-member.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.confirmed': { by: string };
    'member.confirmation_failed': { by: string };
  }
}

/** How a member can show that it is her: her second factors, or the password when she has none. */
export async function waysToConfirm({ actor, sessionId, secondFactor }: SignedIn) {
  if (!secondFactor) return { password: true, app: false, passkey: null };
  return { password: false, ...(await waysOf(actor.id, sessionId)) };
}

export type Confirmation = Proof | { by: 'password'; password: string };
export type Confirmed = { outcome: 'right'; cookie: string } | { outcome: Exclude<Checked, 'right'> };

/** Fresh proof that it is her: the session goes on under a new token, and the old one is dead at once. */
export async function confirmIdentity(
  member: SignedIn,
  given: Confirmation,
  cookieHeader: string | null,
): Promise<Confirmed> {
  const now = systemClock.now();
  const outcome =
    given.by === 'password'
      ? await checkPassword(member, given.password)
      : await checkFactor(holderOf(member), given, now);
  if (outcome !== 'right') {
    await recordAtTheDoor(accountEvent(member.actor, 'member.confirmation_failed', { by: given.by }, now, 'denied'));
    return { outcome };
  }
  const cookie = await renewSession(cookieHeader, now);
  await recordAtTheDoor(accountEvent(member.actor, 'member.confirmed', { by: given.by }, now));
  return { outcome, cookie };
}

/** The password confirms only for who has nothing stronger. */
async function checkPassword({ actor, email, secondFactor }: SignedIn, password: string): Promise<Checked> {
  if (secondFactor) return 'wrong';
  if (!(await takeAttempt({ confirmation: actor.id }))) return 'too_many';
  const opened = await openSeed(email, password);
  opened?.seed.fill(0);
  if (opened?.account.id !== actor.id) return 'wrong';
  await forgetAttempts('confirmation', actor.id);
  return 'right';
}

function holderOf({ actor, sessionId, keys }: SignedIn) {
  return { memberId: actor.id, organisationId: actor.organisationId, sessionId, factorKey: keys.factorKey() };
}
