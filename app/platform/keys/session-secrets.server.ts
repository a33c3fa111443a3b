import { openCommitting, sealCommitting } from '#app/platform/crypto/committing-cipher.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { lengthPrefixed, type Part, splitLengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { wipedAfter } from '#app/platform/crypto/wipe.ts';
import type { KeyModule } from './key-module-types.ts';

// The vault seeds that a login unlocked stay with the session's row, sealed under a key that needs three things: the token
// T of the member's cookie, the key module, and the session's id.
//   sealed = version of the module's session key (4, big-endian) ‖ sealed value of committing-cipher.server.ts
// The stage is part of what is authenticated: a row whose column was set from `password` to `full` does not open.

/** `password`: the password was right and the second factor is due. `full`: signed in. */
export type SessionStage = 'password' | 'full';

const TOKEN_BYTES = 32;
const VERSION_BYTES = 4;

/**
 * Seals the unlocked secrets of a session. `token` is the 32 random bytes of the cookie, which the database never holds;
 * the map's keys name the vaults (`compartment#epoch`). Throws RangeError for another token, KeyModuleError.
 */
export async function sealSessionSecrets(
  module: KeyModule,
  token: Uint8Array,
  sessionId: string,
  stage: SessionStage,
  secrets: ReadonlyMap<string, Uint8Array>,
): Promise<Buffer<ArrayBuffer>> {
  const { version, mac } = await module.hmac('session', lengthPrefixed(sessionId));
  const [key, plaintext] = [sessionKey(token, mac, sessionId), encode(secrets)];
  const sealed = wipedAfter([key, plaintext], () =>
    sealCommitting(key, contextOf(sessionId, version, stage), plaintext),
  );
  const prefix = Buffer.alloc(VERSION_BYTES);
  prefix.writeUInt32BE(version);
  return Buffer.concat([prefix, sealed]);
}

/** The secrets of a session. Throws DecryptionError without its own token, id, stage and key module; KeyModuleError. */
export async function openSessionSecrets(
  module: KeyModule,
  token: Uint8Array,
  sessionId: string,
  stage: SessionStage,
  sealed: Uint8Array,
): Promise<Map<string, Buffer<ArrayBuffer>>> {
  if (sealed.length < VERSION_BYTES) throw new DecryptionError();
  const version = Buffer.from(sealed.subarray(0, VERSION_BYTES)).readUInt32BE();
  const { mac } = await module.hmac('session', lengthPrefixed(sessionId), version);
  const key = sessionKey(token, mac, sessionId);
  const plaintext = wipedAfter([key], () =>
    openCommitting(key, contextOf(sessionId, version, stage), sealed.subarray(VERSION_BYTES)),
  );
  return wipedAfter([plaintext], () => decode(plaintext));
}

/** `mac` is used up. */
function sessionKey(token: Uint8Array, mac: Uint8Array, sessionId: string): Buffer {
  if (token.length !== TOKEN_BYTES) throw new RangeError(`A session token has ${TOKEN_BYTES} bytes.`);
  const secret = lengthPrefixed(token, mac);
  const info = lengthPrefixed('linden/session/key', sessionId);
  return wipedAfter([secret, mac], () => hkdf(secret, new Uint8Array(0), info, 32));
}

function contextOf(sessionId: string, version: number, stage: SessionStage): Uint8Array {
  return lengthPrefixed('linden/session/secrets', sessionId, version, stage);
}

function encode(secrets: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const names = [...secrets.keys()].sort();
  return lengthPrefixed(...names.flatMap((name): Part[] => [name, secrets.get(name)!]));
}

function decode(plaintext: Uint8Array): Map<string, Buffer<ArrayBuffer>> {
  const parts = splitLengthPrefixed(plaintext);
  const secrets = new Map<string, Buffer<ArrayBuffer>>();
  for (let index = 0; index < parts.length; index += 2) {
    const [name, secret] = [parts[index], parts[index + 1]];
    if (typeof name !== 'string' || !(secret instanceof Uint8Array)) throw new DecryptionError();
    secrets.set(name, Buffer.from(secret));
  }
  return secrets;
}
