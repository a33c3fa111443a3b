import { understand } from '#app/platform/crypto/spoken-code.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { openVerifiedGrant, signEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { combineShares, SHARE_BYTES } from '#app/platform/keys/recovery-shares.server.ts';
import { createVault, type VaultId } from '#app/platform/keys/vault.server.ts';
import { SHARE_ERRORS } from '#app/features/recovery-keys/share-errors.ts';
import { COMPARTMENTS, vaultsFor, type OrganisationKind } from '#app/kernel/roles.ts';
import { findInvitationGrants, findRecoveryKey, findVaults, type SignedVault } from './joining-repo.server.ts';
import type { ValidInvitation } from './open-invitation.server.ts';

/** A vault that the new member will hold; `made` when it did not exist before. */
export interface VaultToJoin {
  id: VaultId;
  seed: Buffer<ArrayBuffer>;
  made?: Prisma.vaultCreateManyInput;
}

/** `not_valid`: what is sealed to the link does not cover the vaults of its roles as they are now. */
export type VaultsToJoin = { vaults: VaultToJoin[] } | { fields: Record<string, string[]> } | { outcome: 'not_valid' };

interface Sealed {
  compartment: string;
  epoch: number;
  sealed_seed_ct: Uint8Array;
}

const FIRST_EPOCH = 1;

/** The seeds of the vaults that the signed roles are granted: from the link, from two shares on paper, or made now. */
export async function vaultsToJoin(
  { row, seed }: ValidInvitation,
  shares: { firstShare?: string | undefined; secondShare?: string | undefined },
  now: Date,
): Promise<VaultsToJoin> {
  const wanted: readonly string[] = vaultsFor(row.organisation.kind as OrganisationKind, row.roles);
  if (row.kind === 'first')
    return { vaults: await makeVaults(row.organisation_id, row.organisation.kind as OrganisationKind, now) };
  const vaults = (await findVaults(row.organisation_id)).filter(({ compartment }) => wanted.includes(compartment));
  if (row.kind !== 'recovery') return openAll(vaults, await findInvitationGrants(row.id), { memberId: row.id, seed });
  const recovery = await findRecoveryKey(row.organisation_id);
  if (!recovery) return { outcome: 'not_valid' };
  const { key, grants } = recovery;
  const entry = {
    kind: 'recovery_key' as const,
    organisationId: row.organisation_id,
    keyId: key.id,
    publicKey: key.public_key,
  };
  await verifyEntry(await keyModule(), entry, key.entry_version, key.entry_signature);
  const combined = await readShares(shares, key.public_key);
  return 'fields' in combined ? combined : openAll(vaults, grants, { memberId: key.id, seed: combined.seed });
}

async function readShares(
  given: { firstShare?: string | undefined; secondShare?: string | undefined },
  expected: Uint8Array,
): Promise<{ seed: Buffer<ArrayBuffer> } | { fields: Record<string, string[]> }> {
  const first = understand(given.firstShare ?? '', SHARE_BYTES);
  const second = understand(given.secondShare ?? '', SHARE_BYTES);
  if (!first) return { fields: { firstShare: ['share_mistyped'] } };
  if (!second) return { fields: { secondShare: ['share_mistyped'] } };
  const combined = await combineShares(first, second, expected);
  if (combined.outcome === 'works') return { seed: combined.seed };
  return { fields: { secondShare: [SHARE_ERRORS[combined.outcome]] } };
}

/** Opens every epoch; each seed is proved to be the vault's own. Without the newest epoch of each vault nothing is opened. */
async function openAll(
  vaults: SignedVault[],
  grants: Sealed[],
  holder: { memberId: string; seed: Uint8Array },
): Promise<VaultsToJoin> {
  const module = await keyModule();
  const opened: VaultToJoin[] = [];
  const newest = new Map<string, number>();
  for (const vault of vaults) {
    newest.set(vault.compartment, Math.max(newest.get(vault.compartment) ?? 0, vault.epoch));
    const grant = grants.find(({ compartment, epoch }) => compartment === vault.compartment && epoch === vault.epoch);
    if (!grant) continue;
    const id = { organisationId: vault.organisation_id, compartment: vault.compartment, epoch: vault.epoch };
    const signed = { version: vault.entry_version, signature: vault.entry_signature };
    opened.push({ id, seed: await openVerifiedGrant(module, id, holder, grant.sealed_seed_ct, signed) });
  }
  const complete = [...newest].every(([compartment, epoch]) =>
    opened.some(({ id }) => id.compartment === compartment && id.epoch === epoch),
  );
  return complete ? { vaults: opened } : { outcome: 'not_valid' };
}

/** The vaults of a new organisation, made when its first custodian is there to hold them. */
async function makeVaults(organisationId: string, kind: OrganisationKind, now: Date): Promise<VaultToJoin[]> {
  const module = await keyModule();
  return Promise.all(
    COMPARTMENTS[kind].map(async (compartment) => {
      const id = { organisationId, compartment, epoch: FIRST_EPOCH };
      const { seed, publicKey } = await createVault();
      const entry = await signEntry(module, { kind: 'vault', ...id, publicKey });
      const row = {
        organisation_id: organisationId,
        compartment,
        epoch: FIRST_EPOCH,
        public_key: publicKey,
        created_at: now,
      };
      return { id, seed, made: { ...row, entry_version: entry.version, entry_signature: entry.signature } };
    }),
  );
}
