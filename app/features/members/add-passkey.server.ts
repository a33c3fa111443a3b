import { randomUUID } from 'node:crypto';
import { createdPasskey, passkeyCreation } from '#app/platform/auth/passkey.server.ts';
import { issueChallenge, takeChallenge } from '#app/platform/auth/session-challenge.server.ts';
import { systemClock } from '#app/platform/clock.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Invalid } from '#app/kernel/errors.ts';
import { accountEvent } from './account-event.ts';
import { believedFactors } from './believed-factors.server.ts';
import { MOST_FACTORS, signAndAdd } from './change-factors.server.ts';
import { passkeyOf } from './check-factor.server.ts';

/** What the browser needs to make a passkey for this member on this host (JSON). */
export async function offerPasskey({ actor, email, sessionId }: SignedIn) {
  const { factors } = await believedFactors(actor.id);
  const existing = factors.filter(({ kind }) => kind === 'passkey').map(passkeyOf);
  const options = await passkeyCreation(await issueChallenge(sessionId, 'register'), { id: actor.id, email }, existing);
  return { options: JSON.stringify(options) };
}

/** Adds the passkey that the browser made to the challenge of this session. Throws Invalid, Conflict. */
export async function addPasskey(member: SignedIn, answer: unknown, device: string): Promise<void> {
  const { actor, sessionId } = member;
  const challenge = await takeChallenge(sessionId, 'register');
  const passkey = challenge && (await createdPasskey(challenge, answer));
  if (!passkey) throw new Invalid({ '': ['passkey_refused'] });
  const { account, factors } = await believedFactors(actor.id);
  if (factors.length >= MOST_FACTORS) throw new Invalid({ '': ['too_many_factors'] });
  const { credentialId, publicKey, signCount, transports } = passkey;
  const row = { credential_id: credentialId, public_key: publicKey, sign_count: signCount, transports };
  const event = accountEvent(actor, 'factor.added', { kind: 'passkey' }, systemClock.now());
  await signAndAdd(member, account, { id: randomUUID(), kind: 'passkey', device, ...row }, event);
}
