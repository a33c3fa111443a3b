import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { hpkeSeal } from '#app/platform/crypto/hpke.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import { sealInfo, type Subject } from './content-keys.server.ts';

/** A key as it is stored: whose it is, and the bytes that one epoch of a vault opens. */
export interface StoredKey {
  readonly organisation_id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly stored: Uint8Array;
}

/**
 * The same content key under a newer epoch of its vault; what it seals is not touched, because fields are bound to the
 * epoch in which the key was made (decision 006). `null` for bytes that the older epoch does not open.
 */
export function rewrapped(
  from: Vault,
  to: Vault,
  { subject_kind: kind, subject_id: id, stored }: StoredKey,
): Buffer | null {
  try {
    const key = from.unwrapContentKey({ kind, id }, stored);
    const wrapped = to.wrapContentKey({ kind, id }, key);
    key.fill(0);
    return wrapped;
  } catch (error) {
    if (error instanceof DecryptionError) return null;
    throw error;
  }
}

/**
 * A key that another organisation handed over, sealed to the public key of the newer epoch, which must come from a directory
 * entry that was verified. Its sender and subject stay bound to it. `null` as above.
 */
export async function resealed(from: Vault, publicKey: Uint8Array, row: StoredKey): Promise<Buffer | null> {
  const subject = { kind: row.subject_kind, id: row.subject_id, organisationId: row.organisation_id } as Subject;
  const info = sealInfo(subject, from.id.organisationId, from.id.compartment);
  try {
    const key = await from.openSealed(info, row.stored);
    const sealed = await hpkeSeal(publicKey, info, key);
    key.fill(0);
    return sealed;
  } catch (error) {
    if (error instanceof DecryptionError) return null;
    throw error;
  }
}
