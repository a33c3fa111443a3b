import type {
  AuthenticationResponseJSON,
  AuthenticatorTransport,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { env } from '#app/platform/env/env.server.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';

export type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON };

/** The public half of a passkey, as it is stored. */
export interface Passkey {
  credentialId: Uint8Array<ArrayBuffer>;
  /** COSE */
  publicKey: Uint8Array<ArrayBuffer>;
  signCount: number;
  transports: string[];
}

/** Read at its first use: with its certificates it is the dearest import of all, and most requests have none of it. */
const webauthn = () => import('@simplewebauthn/server');

/** ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];
const TIMEOUT_MS = 120_000;
/** Passkeys are for this host; an address by number has none. */
const host = () => new URL(env().origin).hostname;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** What the browser needs to make a passkey: resident, and only after a finger, face or PIN. No attestation: no model is told. */
export async function passkeyCreation(
  challenge: Uint8Array,
  member: { id: string; email: string },
  existing: readonly Passkey[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await webauthn();
  return generateRegistrationOptions({
    rpName: 'Linden',
    rpID: host(),
    challenge: Uint8Array.from(challenge),
    userID: lengthPrefixed(member.id),
    userName: member.email,
    userDisplayName: '',
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    excludeCredentials: existing.map(described),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** The new passkey, or null for an answer that is not one to this challenge, from this origin, with the user verified. */
export async function createdPasskey(challenge: Uint8Array, answer: unknown): Promise<Passkey | null> {
  const { verifyRegistrationResponse } = await webauthn();
  const verified = await unlessRefused(() =>
    verifyRegistrationResponse({
      response: answer as RegistrationResponseJSON,
      expectedChallenge: text(challenge),
      expectedOrigin: env().origin,
      expectedRPID: host(),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  );
  if (!verified?.verified) return null;
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential;
  return {
    credentialId: Buffer.from(id, 'base64url'),
    publicKey: Buffer.from(publicKey),
    signCount: counter,
    transports: transports ?? [],
  };
}

export async function passkeyRequest(
  challenge: Uint8Array,
  known: readonly Passkey[],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn();
  return generateAuthenticationOptions({
    rpID: host(),
    challenge: Uint8Array.from(challenge),
    timeout: TIMEOUT_MS,
    allowCredentials: known.map(described),
    userVerification: 'required',
  });
}

/** The credential that an answer claims to be of, or null when it is no answer at all. */
export function claimedCredential(answer: unknown): Buffer<ArrayBuffer> | null {
  const id = (answer as { id?: unknown } | null)?.id;
  return typeof id === 'string' && /^[\w-]{1,1400}$/.test(id) ? Buffer.from(id, 'base64url') : null;
}

/**
 * The authenticator's new count when the answer holds, else null: another challenge, origin, member or key, a user who was
 * not verified, or a count that did not rise (a copy of the authenticator, or an answer that was used before).
 */
export async function usedPasskey(
  challenge: Uint8Array,
  passkey: Passkey,
  memberId: string,
  answer: unknown,
): Promise<{ signCount: number } | null> {
  const handle = (answer as AuthenticationResponseJSON | null)?.response?.userHandle;
  if (handle && handle !== text(lengthPrefixed(memberId))) return null;
  const { verifyAuthenticationResponse } = await webauthn();
  const verified = await unlessRefused(() =>
    verifyAuthenticationResponse({
      response: answer as AuthenticationResponseJSON,
      expectedChallenge: text(challenge),
      expectedOrigin: env().origin,
      expectedRPID: host(),
      requireUserVerification: true,
      credential: {
        id: text(passkey.credentialId),
        publicKey: passkey.publicKey,
        counter: passkey.signCount,
        transports: passkey.transports as AuthenticatorTransport[],
      },
    }),
  );
  return verified?.verified ? { signCount: verified.authenticationInfo.newCounter } : null;
}

function described({ credentialId, transports }: Passkey) {
  return { id: text(credentialId), transports: transports as AuthenticatorTransport[] };
}

/** The library throws for every answer that does not hold; which of the reasons it was is nobody's business. */
async function unlessRefused<Answer>(verify: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await verify();
  } catch {
    return null;
  }
}
