import { randomUUID } from 'node:crypto';
import { Invalid } from '#app/kernel/errors.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { signEntry } from '#app/platform/keys/directory.server.ts';
import { createVault, openVault, type Vault } from '#app/platform/keys/vault.server.ts';
import { endSessionsOf } from '#app/features/members/end-sessions.server.ts';
import { holdersOf } from './holders.server.ts';
import { grantToRecoveryHolders } from './recovery-holders.server.ts';
import { rewrapInBackground } from './rewrap-vault.server.ts';
import { insertRotation, supersedeRotations } from './rotation-repo.server.ts';
import { insertGrants, insertVault, listGrants, newestVaults } from './vault-repo.server.ts';
import type { RenewalReason } from './vault.schema.ts';

/**
 * Gives vaults a new epoch in this transaction: a new seed, its public key signed by the key module, sealed to every member
 * who is to hold it. Their sessions end, because a session cannot open what is sealed to its member (decision 060); the
 * custodian's own goes on with the new seed. Once committed, the content keys are wrapped anew in the background.
 *
 * The caller holds the directory's lock and has changed the directory already. Throws Invalid('sign_in_again') when the
 * actor's sign-in lacks an epoch that is in use.
 */
export async function renewVaults(
  uow: UnitOfWork,
  compartments: readonly string[],
  reason: RenewalReason,
): Promise<void> {
  const newest = await newestVaults(uow);
  const own = await listGrants(uow, uow.actor.id);
  const renewed: { rotationId: string; vault: Vault; seed: Buffer }[] = [];
  const signedOut = new Set<string>();
  for (const compartment of compartments) {
    const epoch = newest.get(compartment)?.epoch ?? 0;
    const used = own.filter((grant) => grant.compartment === compartment).map((grant) => grant.epoch);
    if (!used.includes(epoch) || !used.every((each) => uow.keys.vault(compartment, each)))
      throw new Invalid({ '': ['sign_in_again'] });
    const rotationId = randomUUID();
    const { vault, seed } = await nextEpoch(uow, compartment, epoch + 1);
    await supersedeRotations(uow, compartment);
    await insertRotation(uow, { id: rotationId, compartment, epoch: epoch + 1 }, reason);
    for (const memberId of await grantToHolders(uow, vault)) signedOut.add(memberId);
    await grantToRecoveryHolders(uow, vault);
    renewed.push({ rotationId, vault, seed });
  }
  await endSessionsOf(uow, [...signedOut]);
  uow.afterCommit(async (member) => {
    for (const { vault } of renewed) member.keys.add(vault);
    await member.remember?.(
      new Map(renewed.map(({ vault, seed }) => [`${vault.id.compartment}#${vault.id.epoch}`, seed])),
    );
    rewrapInBackground(
      member,
      renewed.map(({ rotationId }) => rotationId),
    );
  });
}

async function nextEpoch(uow: UnitOfWork, compartment: string, epoch: number): Promise<{ vault: Vault; seed: Buffer }> {
  const id = { organisationId: uow.actor.organisationId, compartment, epoch };
  const { seed, publicKey } = await createVault();
  await insertVault(uow, id, publicKey, await signEntry(await keyModule(), { kind: 'vault', ...id, publicKey }));
  return { vault: openVault(id, seed), seed };
}

async function grantToHolders(uow: UnitOfWork, vault: Vault): Promise<string[]> {
  const holders = await holdersOf(uow, vault.id.compartment);
  const grants = await Promise.all(
    holders.map(async ({ id, publicKey }) => ({
      memberId: id,
      vault: vault.id,
      sealed: await vault.grantTo({ memberId: id, publicKey }),
    })),
  );
  await insertGrants(uow, grants);
  return holders.map(({ id }) => id);
}
