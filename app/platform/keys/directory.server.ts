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
      /** ids of the second factors that count: one that was deleted, or put back after it was removed, breaks the entry */
      factors: string[];
    }
  | {
      kind: 'factor';
      factorId: string;
      memberId: string;
      organisationId: string;
      factorKind: string;
      /** a passkey's; empty for an app */
      credentialId: Uint8Array;
      /** a passkey's public key, or an app's sealed secret */
      key: Uint8Array;
    }
  | { kind: 'vault'; organisationId: string; compartment: string; epoch: number; publicKey: Uint8Array }
  | ({ kind: 'invitation' } & InvitationEntry)
  | { kind: 'recovery_key'; organisationId: string; keyId: string; publicKey: Uint8Array };

/** Who may become what: everything in an invitation but whether it was used. */
export interface InvitationEntry {
  invitationId: string;
  organisationId: string;
  memberId: string;
  purpose: string;
  email: string;
  displayName: string;
  roles: string[];
  language: string;
  tokenHash: Uint8Array;
  publicKey: Uint8Array;
  pepperVersion: number;
  /** of a renewal: SHA-256 of the public key that it replaces, so that it works once */
  replacedKeyHash: Uint8Array | null;
  reason: string | null;
  invitedBy: string | null;
  expiresAt: Date;
}

/** A directory row was not written by Linden, or was changed since: nothing may be sealed to its key. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';

  constructor() {
    super('A directory entry does not carry a valid signature.');
  }
}

/** What a member's row says of her, in the form that is signed. */
export function memberEntry(row: {
  id: string;
  organisation_id: string;
  kem_public_key: Uint8Array;
  roles: string[];
  status: string;
  factor_ids: string[];
}): DirectoryEntry {
  return {
    kind: 'member',
    memberId: row.id,
    organisationId: row.organisation_id,
    kemPublicKey: row.kem_public_key,
    roles: row.roles,
    status: row.status,
    factors: row.factor_ids,
  };
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
  if (entry.kind === 'factor') {
    const { organisationId, memberId, factorId, factorKind, credentialId, key } = entry;
    return lengthPrefixed('linden/directory/factor', organisationId, memberId, factorId, factorKind, credentialId, key);
  }
  if (entry.kind === 'recovery_key') {
    return lengthPrefixed('linden/directory/recovery-key', entry.organisationId, entry.keyId, entry.publicKey);
  }
  if (entry.kind === 'invitation') return canonicalInvitation(entry);
  const roles = [...new Set(entry.roles)].sort();
  const factors = [...new Set(entry.factors)].sort();
  return lengthPrefixed(
    'linden/directory/member',
    entry.organisationId,
    entry.memberId,
    entry.kemPublicKey,
    entry.status,
    roles.length,
    ...roles,
    // Nothing is added without a factor: entries that were signed before there were any stay valid.
    ...(factors.length > 0 ? ['second-factors', factors.length, ...factors] : []),
  );
}

function canonicalInvitation(entry: InvitationEntry): Uint8Array {
  const roles = [...new Set(entry.roles)].sort();
  const optional = [entry.replacedKeyHash, entry.reason, entry.invitedBy];
  return lengthPrefixed(
    'linden/directory/invitation',
    entry.organisationId,
    entry.invitationId,
    entry.memberId,
    entry.purpose,
    entry.email,
    entry.displayName,
    entry.language,
    entry.tokenHash,
    entry.publicKey,
    entry.pepperVersion,
    entry.expiresAt.getTime(),
    ...optional.flatMap((value) => (value === null ? [0] : [1, value])),
    roles.length,
    ...roles,
  );
}
