import { vaultsFor } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';
import { grantToOpenInvitations } from '#app/features/invitations/new-invitation.server.ts';
import { grantsForRecovery } from '#app/features/recovery-keys/grants-for-recovery.server.ts';

/**
 * Beside its members a vault is held by the organisation's recovery key and by links that are not used yet. They are given
 * a new epoch in the transaction that makes it, or two shares on paper, and a colleague who was invited yesterday, would
 * open nothing. A row that Linden did not sign is given nothing, and keeps nobody from ending an access.
 */
export async function grantToRecoveryHolders(uow: UnitOfWork, vault: Vault): Promise<void> {
  await grantsForRecovery(uow, [vault]);
  const kind = uow.actor.organisationKind;
  await grantToOpenInvitations(uow, vault, (roles) =>
    (vaultsFor(kind, roles) as string[]).includes(vault.id.compartment),
  );
}
