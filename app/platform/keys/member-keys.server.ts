import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { keyPairFromSeed, SEED_BYTES } from '#app/platform/crypto/hpke.server.ts';
import { unwrapKey, wrapKey } from '#app/platform/crypto/key-wrap.server.ts';
import {
  type Argon2idParameters,
  CURRENT_PARAMETERS,
  formatParameters,
  parseParameters,
  SALT_BYTES,
  stretchPassword,
} from '#app/platform/crypto/password.server.ts';
import { wipedAfter } from '#app/platform/crypto/wipe.ts';
import type { KeyModule } from './key-module-types.ts';

export type MemberId = { memberId: string; organisationId: string };

/** What the database keeps of a member's keys: none of it opens without her password and the key module. */
export type MemberKeyRecord = {
  password_salt: Uint8Array<ArrayBuffer>;
  password_parameters: string;
  /** 32 bytes that only the right password and the key module give again. */
  password_verifier: Uint8Array<ArrayBuffer>;
  pepper_version: number;
  /** X-Wing, 1216 bytes. */
  kem_public_key: Uint8Array<ArrayBuffer>;
  wrapped_seed: Uint8Array<ArrayBuffer>;
};

/**
 * New keys for a member who sets her password for the first time. `seed` (32 bytes) is her X-Wing decapsulation key.
 *
 *   password ─Argon2id─► HMAC in the key module ─HKDF─► key that wraps the seed; under another label the login verifier
 */
export async function createMemberKeys(
  module: KeyModule,
  member: MemberId & { password: string },
): Promise<{ record: MemberKeyRecord; seed: Buffer<ArrayBuffer> }> {
  const seed = owned(randomBytes(SEED_BYTES));
  return { record: await sealMemberSeed(module, member, seed), seed };
}

/**
 * A record of a seed under a password, a new salt and the current pepper: the first one, or another one later. Her public
 * key, and with it every grant to her, stays what the seed makes it.
 */
export async function sealMemberSeed(
  module: KeyModule,
  member: MemberId & { password: string },
  seed: Uint8Array,
): Promise<MemberKeyRecord> {
  const salt = owned(randomBytes(SALT_BYTES));
  const { publicKey } = await keyPairFromSeed(seed);
  const keys = await keysFromPassword(module, member, member.password, salt, CURRENT_PARAMETERS);
  return wipedAfter([keys.wrappingKey], () => ({
    password_salt: salt,
    password_parameters: formatParameters(CURRENT_PARAMETERS),
    password_verifier: keys.verifier,
    pepper_version: keys.pepperVersion,
    kem_public_key: publicKey,
    wrapped_seed: wrapKey(keys.wrappingKey, seedContext(member, keys.pepperVersion, publicKey), seed),
  }));
}

/**
 * The member's seed, or null for a wrong password (compared in constant time). Throws DecryptionError when the password is
 * right but the record was tampered with, RangeError for unknown parameters, and KeyModuleError.
 */
export async function openMemberSeed(
  module: KeyModule,
  member: MemberId,
  password: string,
  record: MemberKeyRecord,
): Promise<Buffer<ArrayBuffer> | null> {
  const parameters = parseParameters(record.password_parameters);
  const keys = await keysFromPassword(
    module,
    member,
    password,
    record.password_salt,
    parameters,
    record.pepper_version,
  );
  return wipedAfter([keys.wrappingKey, keys.verifier], () => {
    if (!equal(keys.verifier, record.password_verifier)) return null;
    const context = seedContext(member, record.pepper_version, record.kem_public_key);
    return unwrapKey(keys.wrappingKey, context, record.wrapped_seed);
  });
}

/** Does for an unknown account the work of a wrong password, so that the time does not tell which accounts exist. */
export async function spendPasswordTime(module: KeyModule, password: string): Promise<void> {
  const nobody = { memberId: '', organisationId: '' };
  const keys = await keysFromPassword(module, nobody, password, randomBytes(SALT_BYTES), CURRENT_PARAMETERS);
  wipedAfter([keys.wrappingKey, keys.verifier], () => equal(keys.verifier, randomBytes(keys.verifier.length)));
}

async function keysFromPassword(
  module: KeyModule,
  { memberId, organisationId }: MemberId,
  password: string,
  salt: Uint8Array,
  parameters: Argon2idParameters,
  version?: number,
) {
  const stretched = await stretchPassword(password, salt, parameters);
  const message = wipedAfter([stretched], () => lengthPrefixed(organisationId, memberId, stretched));
  const pepper = await module.hmac('pepper', message, version).finally(() => message.fill(0));
  const derive = (label: string) => hkdf(pepper.mac, salt, lengthPrefixed(label, organisationId, memberId), 32);
  return wipedAfter([pepper.mac], () => ({
    pepperVersion: pepper.version,
    verifier: derive('linden/member/login-verifier'),
    wrappingKey: derive('linden/member/wrapping-key'),
  }));
}

/** The public key is bound too: a record with a planted public key does not open, instead of receiving grants. */
function seedContext(member: MemberId, pepperVersion: number, publicKey: Uint8Array): ReadonlyArray<string | number> {
  const fingerprint = createHash('sha256').update(publicKey).digest('hex');
  return ['member-seed', member.organisationId, member.memberId, pepperVersion, fingerprint];
}

function equal(expected: Uint8Array, stored: Uint8Array): boolean {
  return expected.length === stored.length && timingSafeEqual(expected, stored);
}

function owned(bytes: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(bytes);
}
