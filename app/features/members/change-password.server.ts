import { sessionIdHash } from '#app/platform/auth/session-token.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { sealMemberSeed } from '#app/platform/keys/member-keys.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Conflict, Invalid } from '#app/kernel/errors.ts';
import { forgetAttempts, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { renewSession } from '#app/kernel/sessions.server.ts';
import { accountEvent } from './account-event.ts';
import { isCommonPassword } from './common-passwords.server.ts';
import { passwordProblem } from './password-rules.ts';
import { savePassword } from './session-repo.server.ts';
import { openSeed } from './unlock-member.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.password_changed': Record<string, never>;
  }
}

/**
 * A new password around the same seed: grants, drafts and factors stay as they are. Her other sessions end, this one goes on
 * under a new token. Returns the Set-Cookie value. Throws Invalid, Conflict.
 */
export async function changePassword(
  member: SignedIn,
  given: { current: string; next: string },
  cookieHeader: string | null,
): Promise<string> {
  const { actor, email, secondFactor, sessionId } = member;
  const about = [email, actor.displayName, actor.organisationName];
  const problem = passwordProblem(given.next, { secondFactor, about, isCommon: isCommonPassword });
  if (problem) throw new Invalid({ next: [problem] });
  if (!(await takeAttempt({ confirmation: actor.id }))) throw new Invalid({ current: ['too_many_attempts'] });
  const opened = await openSeed(email, given.current);
  if (opened?.account.id !== actor.id) {
    opened?.seed.fill(0);
    throw new Invalid({ current: ['password_wrong'] });
  }
  await forgetAttempts('confirmation', actor.id);
  const { account, seed } = opened;
  const id = { memberId: actor.id, organisationId: actor.organisationId };
  const record = await sealMemberSeed(await keyModule(), { ...id, password: given.next }, seed).finally(() =>
    seed.fill(0),
  );
  const { wrapped_seed: wrapped_seed_ct, kem_public_key: _same, ...keys } = record;
  const saved = await savePassword({
    memberId: actor.id,
    readVerifier: account.password_verifier,
    keys: { ...keys, wrapped_seed_ct },
    keepSession: sessionIdHash(sessionId),
    event: accountEvent(actor, 'member.password_changed', {}, systemClock.now()),
  });
  if (!saved) throw new Conflict();
  return renewSession(cookieHeader);
}
