import { randomInt } from 'node:crypto';
import { systemClock } from '#app/platform/clock.ts';
import { groupsOf, sameGroup, speak } from '#app/platform/crypto/spoken-code.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { createRecoveryCode, RECOVERY_CODE_BYTES } from '#app/platform/keys/recovery-code.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import { forgetAttempts, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { onboarding } from '#app/kernel/onboarding.server.ts';
import { vaultsFor, type OrganisationKind } from '#app/kernel/roles.ts';
import { confirmRecovery, findRecovery, saveRecovery } from './recovery-code-repo.server.ts';
import { openSeed, type Unlocked } from './unlock-member.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'recovery_code.made': Record<string, never>;
    'recovery_code.confirmed': Record<string, never>;
  }
}

/** Where a session keeps a code that is not confirmed yet: the code, and the number of the group that will be asked for. */
export const PENDING_CODE = 'recovery-code';

/** What the page shows until the code is confirmed. */
export interface PendingCode {
  code: string;
  /** which group must be typed, from 1 on */
  asked: number;
}

/** Makes a member's recovery code, in place of any earlier one. Answers what her session keeps until she confirms it. */
export async function makeRecoveryCode(
  { account, seed }: Pick<Unlocked, 'account' | 'seed'>,
  now: Date,
): Promise<Buffer> {
  const id = { memberId: account.id, organisationId: account.organisation_id };
  const holder = { ...id, publicKey: account.kem_public_key };
  const { code, record } = await createRecoveryCode(await keyModule(), holder, seed);
  await saveRecovery({ id: account.id, organisationId: account.organisation_id }, record, now);
  await recordAtTheDoor(ownEvent('recovery_code.made', account.id, account.organisation_id, now));
  return pendingOf(code);
}

/** The code and a group chosen by chance, as the session keeps them. */
export function pendingOf(code: Buffer): Buffer {
  return Buffer.concat([code, Uint8Array.of(randomInt(groupsOf(speak(code)).length))]);
}

/**
 * At sign-in, when her seed is at hand: a code that was used, or never confirmed, is replaced by a new one; and where it is
 * required, a member with a vault who has none gets one.
 */
export async function codeDueAtSignIn(unlocked: Pick<Unlocked, 'account' | 'seed'>, now: Date): Promise<Buffer | null> {
  const { account } = unlocked;
  const row = await findRecovery(account.id);
  if (row?.confirmed_at) return null;
  const hasVault = vaultsFor(account.organisation.kind as OrganisationKind, account.roles).length > 0;
  return row || (hasVault && onboarding() === 'required') ? makeRecoveryCode(unlocked, now) : null;
}

export function pendingCode({ safe }: SignedIn): PendingCode | null {
  const kept = safe.get(PENDING_CODE);
  if (!kept) return null;
  return { code: speak(kept.subarray(0, RECOVERY_CODE_BYTES)), asked: Number(kept[RECOVERY_CODE_BYTES]) + 1 };
}

/** A new code on her own wish; her password proves that it is she, and opens the seed. */
export async function renewRecoveryCode(
  member: SignedIn,
  email: string,
  password: string,
): Promise<'made' | 'wrong' | 'too_many'> {
  const now = systemClock.now();
  if (!(await takeAttempt({ confirmation: member.actor.id }))) return 'too_many';
  const opened = await openSeed(email, password);
  try {
    if (opened?.account.id !== member.actor.id) return 'wrong';
    await forgetAttempts('confirmation', member.actor.id);
    await member.safe.put(PENDING_CODE, await makeRecoveryCode(opened, now));
    return 'made';
  } finally {
    opened?.seed.fill(0);
  }
}

/** True when she typed the group that was asked for: the code is hers now, and is shown no more. */
export async function confirmRecoveryCode(member: SignedIn, typed: string): Promise<boolean> {
  const pending = pendingCode(member);
  if (!pending || !sameGroup(typed, groupsOf(pending.code)[pending.asked - 1] ?? '')) return false;
  const now = systemClock.now();
  if (!(await confirmRecovery(member.actor.id, now))) return false;
  await member.safe.remove(PENDING_CODE);
  await recordAtTheDoor(ownEvent('recovery_code.confirmed', member.actor.id, member.actor.organisationId, now));
  return true;
}

function ownEvent(type: string, memberId: string, organisationId: string, at: Date) {
  return {
    ...{ at, type, action: 'keepRecoveryCode', outcome: 'done' as const, detail: {} },
    ...{ actorId: memberId, actorOrganisationId: organisationId, organisationId },
    ...{ resourceKind: 'Member', resourceId: memberId, caseId: null, consentId: null, purpose: null },
  };
}
