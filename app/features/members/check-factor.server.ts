import { issueChallenge, takeChallenge } from '#app/platform/auth/session-challenge.server.ts';
import { claimedCredential, passkeyRequest, usedPasskey, type Passkey } from '#app/platform/auth/passkey.server.ts';
import { totpStep } from '#app/platform/auth/totp.server.ts';
import { openFactorSecret } from '#app/platform/keys/factor-secrets.server.ts';
import { forgetAttempts, takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { believedFactors } from './believed-factors.server.ts';
import { raiseCount, spendStep, type FactorRow } from './second-factor-repo.server.ts';

/** Whose factors: known by her password, in a session that is half or fully hers. */
export interface FactorHolder {
  memberId: string;
  organisationId: string;
  sessionId: string;
  factorKey: Uint8Array;
}

export type Proof = { by: 'code'; code: string } | { by: 'passkey'; answer: unknown };
export type Checked = 'right' | 'wrong' | 'too_many';

/** Which ways a member has, and what her browser needs to use a passkey (JSON). A new challenge each time it is asked. */
export async function waysOf(memberId: string, sessionId: string): Promise<{ app: boolean; passkey: string | null }> {
  const { factors } = await believedFactors(memberId);
  const passkeys = factors.filter(({ kind }) => kind === 'passkey').map(passkeyOf);
  const passkey = passkeys.length > 0 ? await passkeyRequest(await issueChallenge(sessionId, 'use'), passkeys) : null;
  return { app: factors.some(({ kind }) => kind === 'app'), passkey: passkey && JSON.stringify(passkey) };
}

/** Whether this is the member's second factor. A code and a passkey's answer work once; tries are limited per member. */
export async function checkFactor(holder: FactorHolder, proof: Proof, now: Date): Promise<Checked> {
  const { memberId } = holder;
  const attempt = await takeAttempt({ factor: memberId, factorDay: memberId });
  if (!attempt) return 'too_many';
  const { factors } = await believedFactors(memberId);
  const right =
    proof.by === 'code'
      ? await checkCode(holder, factors, proof.code, now)
      : await checkPasskey(holder, factors, proof.answer, now);
  if (!right) return 'wrong';
  await attempt.giveBack();
  await forgetAttempts('factor', memberId);
  return 'right';
}

async function checkCode(holder: FactorHolder, factors: FactorRow[], code: string, now: Date): Promise<boolean> {
  for (const factor of factors) {
    if (factor.kind !== 'app' || !factor.secret_ct) continue;
    const secret = openFactorSecret(holder.factorKey, { ...holder, factorId: factor.id }, factor.secret_ct);
    const step = totpStep(secret, code, now, factor.last_step === null ? null : Number(factor.last_step));
    if (step !== null && (await spendStep(factor.id, step, now))) return true;
  }
  return false;
}

async function checkPasskey(holder: FactorHolder, factors: FactorRow[], answer: unknown, now: Date): Promise<boolean> {
  const challenge = await takeChallenge(holder.sessionId, 'use');
  const claimed = claimedCredential(answer);
  const factor = factors.find(
    ({ credential_id }) => credential_id && claimed && Buffer.compare(credential_id, claimed) === 0,
  );
  if (!challenge || !factor) return false;
  const used = await usedPasskey(challenge, passkeyOf(factor), holder.memberId, answer);
  return used !== null && (await raiseCount(factor.id, used.signCount, now));
}

export function passkeyOf({ credential_id, public_key, sign_count, transports }: FactorRow): Passkey {
  return {
    credentialId: credential_id ?? new Uint8Array(0),
    publicKey: public_key ?? new Uint8Array(0),
    signCount: Number(sign_count),
    transports,
  };
}
