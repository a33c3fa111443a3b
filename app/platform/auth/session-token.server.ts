import { createHash, randomBytes } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';

const TOKEN_BYTES = 32;

/** 32 random bytes that only the cookie holds. */
export function newSessionToken(): Buffer {
  return randomBytes(TOKEN_BYTES);
}

/** The session's id, derived from the token; the token cannot be computed back from it. 64 hexadecimal digits. */
export function sessionIdOf(token: Uint8Array): string {
  return hkdf(token, new Uint8Array(0), lengthPrefixed('linden/session/id'), 32).toString('hex');
}

/** What the database knows a session by: SHA-256 of its id. */
export function sessionIdHash(sessionId: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash('sha256').update(sessionId).digest());
}

export function encodeToken(token: Uint8Array): string {
  return Buffer.from(token).toString('base64url');
}

/** `null` for anything that is not a token. */
export function decodeToken(text: string | undefined): Buffer | null {
  if (!text || !/^[\w-]{43}$/.test(text)) return null;
  const token = Buffer.from(text, 'base64url');
  return token.length === TOKEN_BYTES ? token : null;
}
