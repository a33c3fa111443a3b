import { randomBytes } from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { hpkeOpen, hpkeSeal, keyPairFromSeed, SEED_BYTES } from '#app/platform/crypto/hpke.server.ts';
import { unwrapKey, wrapKey } from '#app/platform/crypto/key-wrap.server.ts';

/** One vault per organisation and compartment; `epoch` counts from 1 and rises when somebody who held it leaves. */
export type VaultId = { organisationId: string; compartment: string; epoch: number };

/** Whose content key it is: a case, a packet. */
export type VaultSubject = { kind: string; id: string };

/** An unlocked vault. Its keys are not enumerable, printable or serialisable. */
export interface Vault {
  readonly id: VaultId;
  /** Wraps a 32-byte content key (113 bytes), bound to the vault and the subject. */
  wrapContentKey(subject: VaultSubject, key: Uint8Array): Buffer<ArrayBuffer>;
  /** Throws DecryptionError for another vault, epoch or subject. */
  unwrapContentKey(subject: VaultSubject, wrapped: Uint8Array): Buffer<ArrayBuffer>;
  /** Opens what was sealed with `hpkeSeal` to the vault's public key, such as a packet. Throws DecryptionError. */
  openSealed(info: Uint8Array, sealed: Uint8Array): Promise<Buffer<ArrayBuffer>>;
  /** `grantVault` by somebody who holds the vault herself: seals its seed to a member whose directory entry was verified. */
  grantTo(to: { memberId: string; publicKey: Uint8Array }): Promise<Buffer<ArrayBuffer>>;
}

const NO_SALT = new Uint8Array(0);

/** A new vault: its seed (32 bytes, to be granted to members and never stored) and its public key (1216 bytes). */
export async function createVault(): Promise<{ seed: Buffer<ArrayBuffer>; publicKey: Uint8Array<ArrayBuffer> }> {
  const seed = Buffer.from(randomBytes(SEED_BYTES));
  return { seed, publicKey: await vaultPublicKey(seed) };
}

/** The public key that belongs to a seed: what a signed directory entry is compared with before a seed is trusted. */
export async function vaultPublicKey(seed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return (await keyPairOf(seed)).publicKey;
}

/** Unlocks a vault. The seed must have come from `openVerifiedGrant`, or from the session that kept it. */
export function openVault(id: VaultId, seed: Uint8Array): Vault {
  if (seed.length !== SEED_BYTES) throw new RangeError(`A seed has ${SEED_BYTES} bytes, not ${seed.length}.`);
  return new UnlockedVault(id, seed);
}

/** Seals a vault's seed to a member, whose public key must come from a directory entry that `verifyEntry` accepted. */
export async function grantVault(
  id: VaultId,
  vaultSeed: Uint8Array,
  to: { memberId: string; publicKey: Uint8Array },
): Promise<Buffer<ArrayBuffer>> {
  return hpkeSeal(to.publicKey, grantInfo(id, to.memberId), vaultSeed);
}

/**
 * The seed that was granted to this member for this vault. Throws DecryptionError.
 * Anybody can seal to a public key, so a writer of the database could grant a vault of her own making: prefer
 * `openVerifiedGrant` (directory.server.ts), which also checks the seed against the signed directory.
 */
export async function openGrant(
  id: VaultId,
  memberId: string,
  memberSeed: Uint8Array,
  sealed: Uint8Array,
): Promise<Buffer<ArrayBuffer>> {
  const { privateKey } = await keyPairFromSeed(memberSeed);
  return hpkeOpen(privateKey, grantInfo(id, memberId), sealed);
}

class UnlockedVault implements Vault {
  readonly id: VaultId;
  readonly #root: Buffer;
  readonly #seed: Buffer;
  #privateKey: Promise<CryptoKey> | undefined;

  constructor(id: VaultId, seed: Uint8Array) {
    this.id = Object.freeze({ organisationId: id.organisationId, compartment: id.compartment, epoch: id.epoch });
    this.#seed = Buffer.from(seed);
    this.#root = hkdf(seed, NO_SALT, lengthPrefixed('linden/vault/root', ...idParts(id)), 32);
  }

  wrapContentKey(subject: VaultSubject, key: Uint8Array) {
    return wrapKey(this.#root, this.#contentKeyContext(subject), key);
  }

  unwrapContentKey(subject: VaultSubject, wrapped: Uint8Array) {
    return unwrapKey(this.#root, this.#contentKeyContext(subject), wrapped);
  }

  async openSealed(info: Uint8Array, sealed: Uint8Array) {
    this.#privateKey ??= keyPairOf(this.#seed).then((pair) => pair.privateKey);
    return hpkeOpen(await this.#privateKey, info, sealed);
  }

  grantTo(to: { memberId: string; publicKey: Uint8Array }) {
    return grantVault(this.id, this.#seed, to);
  }

  #contentKeyContext(subject: VaultSubject): ReadonlyArray<string | number> {
    return ['content-key', ...idParts(this.id), subject.kind, subject.id];
  }
}

/** The directory's signature ties the public key to its vault, so this label alone need not name the vault. */
async function keyPairOf(seed: Uint8Array) {
  const own = hkdf(seed, NO_SALT, lengthPrefixed('linden/vault/key-pair'), SEED_BYTES);
  return keyPairFromSeed(own).finally(() => own.fill(0));
}

function grantInfo(id: VaultId, memberId: string): Uint8Array {
  return lengthPrefixed('linden/vault/grant', ...idParts(id), memberId);
}

function idParts(id: VaultId): [string, string, number] {
  return [id.organisationId, id.compartment, id.epoch];
}
