import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { Vault } from '#app/platform/keys/vault.server.ts';

/**
 * Where an organisation's offline recovery key is given a vault's new epoch, in the transaction that makes it. There is no
 * recovery key in this version, so there is nobody to give it to; whoever adds one seals the vault here (`vault.grantTo`).
 */
export async function grantToRecoveryHolders(_uow: UnitOfWork, _vault: Vault): Promise<void> {}
