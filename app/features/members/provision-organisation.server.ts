import { randomUUID } from 'node:crypto';
import { COMPARTMENTS, type OrganisationKind, type Role, vaultsFor } from '#app/kernel/roles.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { signEntry } from '#app/platform/keys/directory.server.ts';
import { createMemberKeys } from '#app/platform/keys/member-keys.server.ts';
import { createVault, grantVault } from '#app/platform/keys/vault.server.ts';
import { insertOrganisation, type NewOrganisation } from './member-repo.server.ts';

const FIRST_EPOCH = 1;

export interface OrganisationPlan {
  id?: string;
  kind: OrganisationKind;
  name: string;
  shortName: string;
  capabilities: string[];
  members: Array<{ id?: string; name: string; email: string; password: string; roles: Role[]; language: string }>;
}

export interface Provisioned {
  organisationId: string;
  members: Array<{ id: string; email: string; roles: Role[] }>;
}

/**
 * Makes an organisation with its vaults, its members and their grants in one act. The vault seeds exist only here and in
 * the sealed grants. Used for the demonstration and by tests; an installation invites its members one by one.
 */
export async function provisionOrganisation(plan: OrganisationPlan, now: Date): Promise<Provisioned> {
  const organisationId = plan.id ?? randomUUID();
  const compartments = await Promise.all(
    COMPARTMENTS[plan.kind].map(async (compartment) => ({
      id: { organisationId, compartment, epoch: FIRST_EPOCH },
      ...(await createVault()),
    })),
  );
  const members = await Promise.all(plan.members.map((member) => newMember(plan, organisationId, member, now)));
  const grants: NewOrganisation['grants'] = [];
  for (const member of members) {
    const granted = new Set<string>(vaultsFor(plan.kind, member.roles));
    for (const { id, seed } of compartments.filter((vault) => granted.has(vault.id.compartment))) {
      grants.push({
        organisation_id: organisationId,
        member_id: member.id,
        compartment: id.compartment,
        epoch: id.epoch,
        sealed_seed_ct: await grantVault(id, seed, { memberId: member.id, publicKey: member.kem_public_key }),
        granted_by: member.id,
        granted_at: now,
      });
    }
  }
  const vaults = await Promise.all(compartments.map(({ id, publicKey }) => newVault(id, publicKey, now)));
  await insertOrganisation({
    organisation: {
      id: organisationId,
      kind: plan.kind,
      name: plan.name,
      short_name: plan.shortName,
      capabilities: plan.capabilities,
      created_at: now,
    },
    members,
    vaults,
    grants,
  });
  return { organisationId, members: members.map(({ id, email, roles }) => ({ id, email, roles: roles as Role[] })) };
}

async function newMember(
  plan: OrganisationPlan,
  organisationId: string,
  given: OrganisationPlan['members'][number],
  now: Date,
) {
  const module = await keyModule();
  const id = given.id ?? randomUUID();
  const { record } = await createMemberKeys(module, { memberId: id, organisationId, password: given.password });
  const { wrapped_seed, ...keys } = record;
  const entry = await signEntry(module, {
    kind: 'member',
    memberId: id,
    organisationId,
    kemPublicKey: keys.kem_public_key,
    roles: given.roles,
    status: 'active',
    factors: [],
  });
  return {
    id,
    organisation_id: organisationId,
    email: given.email,
    display_name: given.name,
    roles: given.roles as string[],
    status: 'active',
    language: given.language,
    ...keys,
    wrapped_seed_ct: wrapped_seed,
    entry_version: entry.version,
    entry_signature: entry.signature,
    created_at: now,
  };
}

async function newVault(
  id: { organisationId: string; compartment: string; epoch: number },
  publicKey: Uint8Array<ArrayBuffer>,
  now: Date,
) {
  const entry = await signEntry(await keyModule(), { kind: 'vault', ...id, publicKey });
  return {
    organisation_id: id.organisationId,
    compartment: id.compartment,
    epoch: id.epoch,
    public_key: publicKey,
    entry_version: entry.version,
    entry_signature: entry.signature,
    created_at: now,
  };
}
