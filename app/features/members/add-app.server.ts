import { newTotpSecret, totpStep, totpTexts } from '#app/platform/auth/totp.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import { factorIdOf, openOffer, sealFactorSecret, sealOffer } from '#app/platform/keys/factor-secrets.server.ts';
import { qrPicture } from '#app/platform/qr.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { takeAttempt } from '#app/kernel/rate-limit.server.ts';
import { accountEvent } from './account-event.ts';
import { believedFactors } from './believed-factors.server.ts';
import { MOST_FACTORS, signAndAdd } from './change-factors.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'factor.added': { kind: string };
  }
}

/** A secret to scan or type, and the same sealed, to come back with the form. `offer`: show that one once more. */
export function offerApp({ actor, email, keys }: SignedIn, offer?: string) {
  const now = systemClock.now();
  const secret = (offer && openOffer(keys.factorKey(), actor.id, offer, now)) || newTotpSecret();
  const { uri, typed } = totpTexts(secret, email);
  return { picture: qrPicture(uri), typed, offer: sealOffer(keys.factorKey(), actor.id, secret, now) };
}

/** Adds an authenticator app once it has shown a right code; that code is spent. Throws Invalid, Conflict. */
export async function addApp(member: SignedIn, given: { offer: string; code: string }, device: string): Promise<void> {
  const now = systemClock.now();
  const { actor, keys } = member;
  const secret = openOffer(keys.factorKey(), actor.id, given.offer, now);
  if (!secret) throw new Invalid({ code: ['offer_expired'] });
  if (!(await takeAttempt({ confirmation: actor.id }))) throw new Invalid({ code: ['too_many_attempts'] });
  const step = totpStep(secret, given.code, now, null);
  if (step === null) throw new Invalid({ code: ['wrong_code'] });
  const { account, factors } = await believedFactors(actor.id);
  const id = factorIdOf(keys.factorKey(), secret);
  if (account.factor_ids.includes(id)) return;
  if (factors.length >= MOST_FACTORS) throw new Invalid({ '': ['too_many_factors'] });
  const address = { organisationId: actor.organisationId, memberId: actor.id, factorId: id };
  const sealed = sealFactorSecret(keys.factorKey(), address, secret);
  const event = accountEvent(actor, 'factor.added', { kind: 'app' }, now);
  await signAndAdd(member, account, { id, kind: 'app', device, secret_ct: sealed, last_step: step }, event);
}
