import { systemClock } from '#app/platform/clock.ts';
import { recordAtTheDoor, type AuditRecord } from '#app/kernel/audit.server.ts';
import { forgetAttempts, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { beginPendingSession, beginSession, SECRET } from '#app/kernel/sessions.server.ts';
import { touchLogin } from './member-repo.server.ts';
import type { Role } from '#app/kernel/roles.ts';
import { remindOfDrill } from './remind-of-drill.server.ts';
import { codeDueAtSignIn, PENDING_CODE } from './recovery-code.server.ts';
import { openSeed, openVaults, type Account, type Unlocked } from './unlock-member.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'member.signed_in': Record<string, never>;
    'member.sign_in_failed': Record<string, never>;
    'member.second_step_failed': Record<string, never>;
    'member.signed_out': Record<string, never>;
  }
}

/** `next`: where she must go first, such as to a new recovery code. */
export type SignIn =
  | { outcome: 'signed_in'; cookie: string; language: string; next: string | null }
  | { outcome: 'second_step'; cookie: string; language: string }
  | { outcome: 'wrong' | 'too_many' };

type Opened = Pick<Unlocked, 'account' | 'seed'>;

/**
 * The first step: the password. With a second factor the session it begins opens nothing but the second step. The answer is
 * the same for an unknown account and a wrong password, and the limit counts both, per account and per address.
 */
export async function signIn(
  email: string,
  password: string,
  address: string,
  device = 'other/other',
): Promise<SignIn> {
  const now = systemClock.now();
  const subject = email.trim().toLowerCase();
  const attempt = await takeAttempt({ account: subject, address });
  if (!attempt) return { outcome: 'too_many' };
  const opened = await openSeed(email, password);
  if (!opened) {
    await recordAtTheDoor(signInEvent(null, 'member.sign_in_failed', now));
    return { outcome: 'wrong' };
  }
  // Right ones do not count for the address: an office of many people has one.
  await attempt.giveBack();
  await forgetAttempts('account', subject);
  try {
    return await begin(opened, device, now);
  } finally {
    opened.seed.fill(0);
  }
}

async function begin({ account: member, seed }: Opened, device: string, now: Date): Promise<SignIn> {
  if (member.factor_ids.length > 0) {
    const secrets = new Map([[SECRET.seed, seed]]);
    return {
      outcome: 'second_step',
      cookie: await beginPendingSession({ member, secrets, device, now }),
      language: member.language,
    };
  }
  const { secrets, next } = await secretsAtSignIn(member, seed, now);
  const cookie = await beginSession({ member, secrets, device, now });
  await recordSignIn(member, now);
  return { outcome: 'signed_in', cookie, language: member.language, next };
}

/** What the session keeps, with a recovery code when one is due; `next` is then the page that shows it. */
export async function secretsAtSignIn(
  account: Account,
  seed: Buffer,
  now: Date,
): Promise<{ secrets: Map<string, Uint8Array>; next: string | null }> {
  const secrets = await openVaults(account, seed);
  const code = await codeDueAtSignIn({ account, seed }, now);
  if (code) secrets.set(PENDING_CODE, code);
  return { secrets, next: code ? '/account/recovery-code' : null };
}

/** She is in: with the password alone, or after her second factor. */
export async function recordSignIn(member: Account, now: Date): Promise<void> {
  await touchLogin(member.id, now);
  await remindOfDrill({ id: member.id, organisationId: member.organisation_id, roles: member.roles as Role[] }, now);
  await recordAtTheDoor(signInEvent(member, 'member.signed_in', now));
}

/** Written outside a unit of work, because nobody is known yet when it begins. */
export function signInEvent(
  member: { id: string; organisation_id: string } | null,
  type: 'member.signed_in' | 'member.sign_in_failed' | 'member.second_step_failed',
  at: Date,
): AuditRecord {
  return {
    at,
    actorId: member?.id ?? null,
    actorOrganisationId: member?.organisation_id ?? null,
    organisationId: member?.organisation_id ?? null,
    type,
    action: 'signIn',
    outcome: type === 'member.signed_in' ? 'done' : 'denied',
    resourceKind: 'Member',
    resourceId: member?.id ?? null,
    caseId: null,
    consentId: null,
    purpose: null,
    detail: {},
  };
}
