import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import type { KeyModule } from './key-module-types.ts';
import { openGrant, type VaultId, vaultPublicKey } from './vault.server.ts';

/** A public key and who it belongs to. The database's row is believed only with the key module's signature over this. */
export type DirectoryEntry =
  | {
      kind: 'member';
      memberId: string;
      organisationId: string;
      kemPublicKey: Uint8Array;
      roles: string[];
      status: string;
    }
  | { kind: 'vault'; organisationId: string; compartment: string; epoch: number; publicKey: Uint8Array };

/** A directory row was not written by Linden, or was changed since: nothing may be sealed to its key. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';

  constructor() {
    super('A directory entry does not carry a valid signature.');
  }
}

/** Signs an entry (Ed25519, 64 bytes). Sign again whenever anything in it changes, roles and status included. */
export async function signEntry(
  module: KeyModule,
  entry: DirectoryEntry,
): Promise<{ version: number; signature: Buffer<ArrayBuffer> }> {
  return module.sign('directory', canonical(entry));
}

/** Throws DirectoryError unless the signature is of exactly this entry. To be called before every seal to its key. */
export async function verifyEntry(
  module: KeyModule,
  entry: DirectoryEntry,
  version: number,
  signature: Uint8Array,
): Promise<void> {
  if (!(await module.verify('directory', version, canonical(entry), signature))) throw new DirectoryError();
}

/**
 * Opens a member's grant and proves that the seed is the vault's own: its public key is the one that the directory signed
 * for this vault. Throws DecryptionError for a grant that does not open, DirectoryError for a seed of somebody else's making.
 */
export async function openVerifiedGrant(
  module: KeyModule,
  id: VaultId,
  member: { memberId: string; seed: Uint8Array },
  sealed: Uint8Array,
  signed: { version: number; signature: Uint8Array },
): Promise<Buffer<ArrayBuffer>> {
  const seed = await openGrant(id, member.memberId, member.seed, sealed);
  const entry: DirectoryEntry = { kind: 'vault', ...id, publicKey: await vaultPublicKey(seed) };
  await verifyEntry(module, entry, signed.version, signed.signature);
  return seed;
}

/** Roles are a set: their order in a row means nothing and must not break the signature. */
function canonical(entry: DirectoryEntry): Uint8Array {
  if (entry.kind === 'vault') {
    const { organisationId, compartment, epoch, publicKey } = entry;
    return lengthPrefixed('linden/directory/vault', organisationId, compartment, epoch, publicKey);
  }
  const roles = [...new Set(entry.roles)].sort();
  return lengthPrefixed(
    'linden/directory/member',
    entry.organisationId,
    entry.memberId,
    entry.kemPublicKey,
    entry.status,
    roles.length,
    ...roles,
  );
}
