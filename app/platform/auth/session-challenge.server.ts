import { randomBytes } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { sessionIdHash } from './session-token.server.ts';

/** What an authenticator is asked to sign: a new passkey, or the use of one. */
export type ChallengePurpose = 'register' | 'use';

// The challenge is derived from the session's id, which only the cookie gives, and a salt in the session's row. A writer of
// the database can plant a salt, but none that makes a challenge whose signature she has seen somewhere else.

/** A new challenge (32 bytes) for this session; an earlier one is void from now on. */
export async function issueChallenge(sessionId: string, purpose: ChallengePurpose): Promise<Buffer<ArrayBuffer>> {
  const salt = Buffer.from(randomBytes(32));
  await clientFor('auth').session.updateMany({
    where: { id_hash: sessionIdHash(sessionId) },
    data: { challenge_salt: salt },
  });
  return challengeOf(sessionId, purpose, salt);
}

/** The challenge that the session waits for, taken out: it is there once, for one answer, right or wrong. */
export async function takeChallenge(sessionId: string, purpose: ChallengePurpose): Promise<Buffer<ArrayBuffer> | null> {
  const [taken] = await clientFor('auth').$queryRaw<{ challenge_salt: Uint8Array }[]>`
    WITH waiting AS (
      SELECT id_hash, challenge_salt FROM directory.session
      WHERE id_hash = ${sessionIdHash(sessionId)} AND challenge_salt IS NOT NULL FOR UPDATE
    )
    UPDATE directory.session s SET challenge_salt = NULL FROM waiting WHERE s.id_hash = waiting.id_hash
    RETURNING waiting.challenge_salt`;
  return taken ? challengeOf(sessionId, purpose, taken.challenge_salt) : null;
}

function challengeOf(sessionId: string, purpose: ChallengePurpose, salt: Uint8Array): Buffer<ArrayBuffer> {
  return hkdf(lengthPrefixed(sessionId), salt, lengthPrefixed('linden/session/challenge', purpose), 32);
}
