import { createHash } from 'node:crypto';
import { startSession } from '#app/platform/auth/lucia.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { sealSessionSecrets } from '#app/platform/keys/session-secrets.server.ts';
import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import { addAttempts, clearAttempts, countAttempts, removeAttempts, touchLogin } from './member-repo.server.ts';
import { unlockMember, type Account } from './unlock-member.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.signed_in': Record<string, never>;
    'member.sign_in_failed': Record<string, never>;
    'member.signed_out': Record<string, never>;
  }
}

const WINDOW_MS = 15 * 60_000;
const ATTEMPTS_PER_ACCOUNT = 8;
const ATTEMPTS_PER_ADDRESS = 60;

export type SignIn = { outcome: 'signed_in'; cookie: string; language: string } | { outcome: 'wrong' | 'too_many' };

/**
 * Signs a member in. The answer is the same for an unknown account and a wrong password, and the limit counts both, per
 * account and per address, in the database, so that it holds over several processes.
 */
export async function signIn(email: string, password: string, address: string): Promise<SignIn> {
  const now = systemClock.now();
  const account = attemptHash('account', email.trim().toLowerCase());
  const place = attemptHash('address', address);
  const since = new Date(now.getTime() - WINDOW_MS);
  // Written before it is counted and before the password is tried: of many tries at once, no more than the limit pass. A
  // try that is refused does not count, or an account could be kept shut for ever.
  const attempts = await addAttempts([account, place], now);
  const tooMany =
    (await countAttempts(account, since)) > ATTEMPTS_PER_ACCOUNT ||
    (await countAttempts(place, since)) > ATTEMPTS_PER_ADDRESS;
  if (tooMany) {
    await removeAttempts(attempts);
    return { outcome: 'too_many' };
  }
  const unlocked = await unlockMember(email, password);
  if (!unlocked) {
    await recordAtTheDoor(signInEvent(null, 'member.sign_in_failed', now));
    return { outcome: 'wrong' };
  }
  await clearAttempts(account);
  const module = await keyModule();
  const member = unlocked.account;
  const cookie = await startSession({ id: member.id, organisationId: member.organisation_id }, (token, sessionId) =>
    sealSessionSecrets(module, token, sessionId, unlocked.secrets),
  );
  await touchLogin(member.id, now);
  await recordAtTheDoor(signInEvent(member, 'member.signed_in', now));
  return { outcome: 'signed_in', cookie, language: member.language };
}

function attemptHash(kind: string, subject: string): Buffer<ArrayBuffer> {
  return Buffer.from(
    createHash('sha256')
      .update(lengthPrefixed('linden/attempt', kind, subject))
      .digest(),
  );
}

/** Written outside a unit of work, because nobody is known yet when it begins. */
function signInEvent(member: Account | null, type: 'member.signed_in' | 'member.sign_in_failed', at: Date) {
  return {
    at,
    actorId: member?.id ?? null,
    actorOrganisationId: member?.organisation_id ?? null,
    organisationId: member?.organisation_id ?? null,
    type,
    action: 'signIn',
    outcome: member ? ('done' as const) : ('denied' as const),
    resourceKind: 'Member',
    resourceId: member?.id ?? null,
    caseId: null,
    consentId: null,
    purpose: null,
    detail: {},
  };
}
