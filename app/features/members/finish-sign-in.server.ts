import { systemClock } from '#app/platform/clock.ts';
import { factorKeyOf } from '#app/platform/keys/factor-secrets.server.ts';
import { recordAtTheDoor } from '#app/kernel/audit.server.ts';
import { takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { beginSession } from '#app/kernel/sessions.server.ts';
import type { Pending } from '#app/kernel/signed-in.server.ts';
import { believedFactors } from './believed-factors.server.ts';
import { checkFactor, waysOf, type Checked, type Proof } from './check-factor.server.ts';
import { recordSignIn, secretsAtSignIn, signInEvent } from './sign-in.server.ts';
import { tellMember } from './member-repo.server.ts';

/** What the page of the second step offers. */
export function secondStep({ memberId, sessionId }: Pending) {
  return waysOf(memberId, sessionId);
}

export type FinishedSignIn =
  { outcome: 'right'; email: string; cookie: string; next: string | null } | { outcome: Exclude<Checked, 'right'> };

/** The second step: with the right factor her vaults open, into a new session under a new token; the pending one ends. */
export async function finishSignIn(pending: Pending, proof: Proof): Promise<FinishedSignIn> {
  try {
    return await finish(pending, proof);
  } finally {
    pending.seed.fill(0);
  }
}

async function finish(pending: Pending, proof: Proof): Promise<FinishedSignIn> {
  const now = systemClock.now();
  const { memberId, organisationId, sessionId, seed, device } = pending;
  const holder = { memberId, organisationId, sessionId, factorKey: factorKeyOf(seed, memberId) };
  const outcome = await checkFactor(holder, proof, now);
  if (outcome !== 'right') {
    const member = { id: memberId, organisation_id: organisationId };
    await recordAtTheDoor(signInEvent(member, 'member.second_step_failed', proof.by, now));
    if (await takeAttempt({ secondStepNotice: memberId })) await tellMember(member, 'second_step_failed', now);
    return { outcome };
  }
  const { account } = await believedFactors(memberId);
  const { secrets, next } = await secretsAtSignIn(account, seed, now);
  const cookie = await beginSession({ member: account, secrets, device, now }, sessionId);
  await recordSignIn(account, proof.by, now);
  return { outcome, email: account.email, cookie, next };
}
