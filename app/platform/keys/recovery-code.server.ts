import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { unwrapKey, wrapKey } from '#app/platform/crypto/key-wrap.server.ts';
import type { KeyModule } from './key-module-types.ts';
import type { MemberId } from './member-keys.server.ts';

// A member's recovery code wraps her seed a second time. It is 128 random bits, so it needs no stretching; the key module
// has its part in it, so that the code and a stolen database together open nothing:
//
//   code ─HMAC in the key module─► HKDF(salt) ─► key that wraps the seed; under another label the verifier

export const RECOVERY_CODE_BYTES = 16;

const SALT_BYTES = 16;

export type RecoveryRecord = {
  code_salt: Uint8Array<ArrayBuffer>;
  /** 32 bytes that only the right code and the key module give again. */
  code_verifier: Uint8Array<ArrayBuffer>;
  pepper_version: number;
  wrapped_seed_ct: Uint8Array<ArrayBuffer>;
};

type Holder = MemberId & { publicKey: Uint8Array };

/** A new code (16 bytes, to be shown once) and what is kept instead of it. */
export async function createRecoveryCode(
  module: KeyModule,
  member: Holder,
  seed: Uint8Array,
): Promise<{ code: Buffer<ArrayBuffer>; record: RecoveryRecord }> {
  const code = Buffer.from(randomBytes(RECOVERY_CODE_BYTES));
  const salt = Buffer.from(randomBytes(SALT_BYTES));
  const keys = await keysFromCode(module, member, code, salt);
  const record = {
    code_salt: salt,
    code_verifier: keys.verifier,
    pepper_version: keys.pepperVersion,
    wrapped_seed_ct: wrapKey(keys.wrappingKey, contextOf(member, keys.pepperVersion), seed),
  };
  return { code, record };
}

/** The member's seed, or null for a wrong code. Throws DecryptionError when the code is right but the record is not. */
export async function openByRecoveryCode(
  module: KeyModule,
  member: Holder,
  code: Uint8Array,
  record: RecoveryRecord,
): Promise<Buffer<ArrayBuffer> | null> {
  const keys = await keysFromCode(module, member, code, record.code_salt, record.pepper_version);
  const right =
    keys.verifier.length === record.code_verifier.length && timingSafeEqual(keys.verifier, record.code_verifier);
  return right ? unwrapKey(keys.wrappingKey, contextOf(member, record.pepper_version), record.wrapped_seed_ct) : null;
}

/** Does for an account without a code the work of a wrong code. */
export async function spendRecoveryTime(module: KeyModule, code: Uint8Array): Promise<void> {
  const nobody = { memberId: '', organisationId: '', publicKey: new Uint8Array(0) };
  const keys = await keysFromCode(module, nobody, code, randomBytes(SALT_BYTES));
  timingSafeEqual(keys.verifier, randomBytes(keys.verifier.length));
}

async function keysFromCode(
  module: KeyModule,
  { memberId, organisationId }: MemberId,
  code: Uint8Array,
  salt: Uint8Array,
  version?: number,
) {
  const message = lengthPrefixed('linden/member/recovery-code', organisationId, memberId, code);
  const pepper = await module.hmac('pepper', message, version);
  const derive = (label: string) => hkdf(pepper.mac, salt, lengthPrefixed(label, organisationId, memberId), 32);
  return {
    pepperVersion: pepper.version,
    verifier: derive('linden/member/recovery-verifier'),
    wrappingKey: derive('linden/member/recovery-wrapping-key'),
  };
}

/** Bound to the public key, as the seed under the password is. */
function contextOf({ organisationId, memberId, publicKey }: Holder, pepperVersion: number) {
  const fingerprint = createHash('sha256').update(publicKey).digest('hex');
  return ['member-seed-by-code', organisationId, memberId, pepperVersion, fingerprint] as const;
}
