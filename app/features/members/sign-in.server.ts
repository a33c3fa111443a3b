import { knownBrowser } from '#app/platform/auth/known-browser.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { recordAtTheDoor, type AuditRecord } from '#app/kernel/audit.server.ts';
import { spendPages } from '#app/kernel/held-form.server.ts';
import { forgetAttempts, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { beginPendingSession, beginSession, SECRET } from '#app/kernel/sessions.server.ts';
import { findAccount, tellMember, touchLogin } from './member-repo.server.ts';
import type { Role } from '#app/kernel/roles.ts';
import { remindOfDrill } from './remind-of-drill.server.ts';
import { codeDueAtSignIn, PENDING_CODE } from './recovery-code.server.ts';
import { tellOfUnfinished } from './tell-of-unfinished.server.ts';
import { openSeed, openVaults, type Account, type Unlocked } from './unlock-member.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    /** `by`: the last thing that was asked for */
    'member.signed_in': { by: Proven };
    'member.sign_in_failed': Record<string, never>;
    /** written once in a quarter of an hour for one account, however many are refused */
    'member.sign_in_refused': Record<string, never>;
    'member.second_step_failed': { by: Proven };
    'member.signed_out': Record<string, never>;
  }
}

export type Proven = 'password' | 'code' | 'passkey';

/** `next`: where she must go first, such as to a new recovery code. */
export type SignIn =
  | { outcome: 'signed_in'; cookie: string; language: string; next: string | null }
  | { outcome: 'second_step'; cookie: string; language: string }
  | { outcome: 'wrong' | 'too_many' };

type Opened = Pick<Unlocked, 'account' | 'seed'>;

/**
 * The first step: the password. With a second factor the session it begins opens nothing but the second step. The answer is
 * the same for an unknown account and a wrong password, and the limit counts both, per account and per address; in a browser
 * in which this account was signed in before (`cookieHeader`) on a count of that browser's own, until all of them together have
 * had theirs of a day.
 */
export async function signIn(
  email: string,
  password: string,
  address: string,
  device = 'other/other',
  cookieHeader: string | null = null,
): Promise<SignIn> {
  const now = systemClock.now();
  const subject = email.trim().toLowerCase();
  const passwordSalt = (await findAccount(subject))?.password_salt ?? null;
  const known = await knownBrowser(cookieHeader, { email: subject, passwordSalt }, now);
  const today = known ? await takeAttempt({ browsers: subject }) : null;
  const browser = today && known;
  const own = `${subject}/${browser}`;
  const attempt = await takeAttempt(browser ? { browser: own } : { account: subject, address });
  if (!attempt) {
    await today?.giveBack();
    await noteRefusal(subject, now);
    return { outcome: 'too_many' };
  }
  const opened = await openSeed(email, password);
  if (!opened) {
    await recordAtTheDoor(strangerEvent(await findAccount(subject), 'member.sign_in_failed', now));
    return { outcome: 'wrong' };
  }
  // Right ones do not count for the address: an office of many people has one.
  await attempt.giveBack();
  await today?.giveBack();
  await (browser ? forgetAttempts('browser', own) : forgetAttempts('account', subject));
  try {
    return await begin(opened, device, now);
  } finally {
    opened.seed.fill(0);
  }
}

async function begin({ account: member, seed }: Opened, device: string, now: Date): Promise<SignIn> {
  await tellOfUnfinished(member, now);
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
  await recordSignIn(member, 'password', now);
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
export async function recordSignIn(member: Account, by: Proven, now: Date): Promise<void> {
  spendPages(member.id, now);
  await touchLogin(member.id, now);
  await remindOfDrill({ id: member.id, organisationId: member.organisation_id, roles: member.roles as Role[] }, now);
  await recordAtTheDoor(signInEvent(member, 'member.signed_in', by, now));
}

/** The first refusal in a quarter of an hour is written down, and the member is told; of an account that does not exist, too. */
async function noteRefusal(email: string, now: Date): Promise<void> {
  if (!(await takeAttempt({ refusal: email }))) return;
  const account = await findAccount(email);
  await recordAtTheDoor(strangerEvent(account, 'member.sign_in_refused', now));
  if (account?.status === 'active') await tellMember(account, 'sign_ins_refused', now);
}

interface Whose {
  id: string;
  organisation_id: string;
}

/** Written outside a unit of work, because nobody is known yet when it begins. She has proven her password at least. */
export function signInEvent(
  member: Whose,
  type: 'member.signed_in' | 'member.second_step_failed',
  by: Proven,
  at: Date,
): AuditRecord {
  const who = { actorId: member.id, actorOrganisationId: member.organisation_id };
  const outcome = type === 'member.signed_in' ? 'done' : 'denied';
  return { ...strangerEvent(member, 'member.sign_in_failed', at), ...who, type, outcome, detail: { by } };
}

/** Somebody tried: nobody knows who. Whose account it was for, her organisation's auditor sees. */
function strangerEvent(
  account: Whose | null,
  type: 'member.sign_in_failed' | 'member.sign_in_refused',
  at: Date,
): AuditRecord {
  return {
    ...{ at, type, action: 'signIn', outcome: 'denied', detail: {} },
    ...{ actorId: null, actorOrganisationId: null, organisationId: account?.organisation_id ?? null },
    ...{ resourceKind: 'Member', resourceId: account?.id ?? null, caseId: null, consentId: null, purpose: null },
  };
}
