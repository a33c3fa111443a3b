import { env } from '#app/platform/env/env.server.ts';
import {
  type DirectoryEntry,
  DirectoryError,
  memberEntry,
  signEntry,
  verifyEntry,
} from '#app/platform/keys/directory.server.ts';
import { type KeyModule, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { entryOf as invitationEntryOf } from '#app/features/invitations/new-invitation.server.ts';
import { factorEntry } from '#app/features/members/believed-factors.server.ts';
import { keyEntryOf } from '#app/features/recovery-keys/grants-for-recovery.server.ts';
import {
  factorsToSign,
  inKeyCommand,
  linksToSign,
  membersToSign,
  recordKeyEvent,
  recoveryKeysToSign,
  replaceFactorSignature,
  replaceLinkSignature,
  replaceMemberSignature,
  replaceRecoveryKeySignature,
  replaceVaultSignature,
  vaultsToSign,
} from './key-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'key.directory_signed': { signed: number; refused: number };
  }
}

export interface SignedAgain {
  signed: number;
  /** changed by a member's own doing in between: signed by that */
  overtaken: number;
  /** `member`, `factor`, `link` or `recovery key` with its id, `vault <organisation> <compartment>#<epoch>`: rows that Linden did not sign, left as they are */
  refused: string[];
}

const AT_ONCE = 200;

/**
 * Signs every directory row of an older version with the current one, after verifying it under its own: a row that somebody
 * planted or changed is never signed. Can be ended at any time and begun again. Throws KeyModuleError.
 */
export async function signDirectoryAgain(onProgress: (done: number) => void = () => undefined): Promise<SignedAgain> {
  const module = await openKeyModule({ location: env().keyModule });
  const { current } = await module.versions('directory');
  const result: SignedAgain = { signed: 0, overtaken: 0, refused: [] };
  return inKeyCommand(async (transaction) => {
    for (let after: string | undefined; ;) {
      const members = await membersToSign(current, after, AT_ONCE);
      for (const row of members) {
        const { id, entry_version, entry_signature } = row;
        const old = { entry_version, entry_signature };
        const entry = memberEntry(row);
        await signOne(module, result, `member ${id}`, entry, old, (signed) => replaceMemberSignature(id, old, signed));
      }
      onProgress(result.signed);
      after = members.at(-1)?.id;
      if (members.length < AT_ONCE) break;
    }
    for (const {
      organisation_id,
      compartment,
      epoch,
      public_key,
      entry_version,
      entry_signature,
    } of await vaultsToSign(current)) {
      const entry: DirectoryEntry = {
        kind: 'vault',
        organisationId: organisation_id,
        compartment,
        epoch,
        publicKey: public_key,
      };
      const [id, old] = [
        { organisation_id, compartment, epoch },
        { entry_version, entry_signature },
      ];
      const name = `vault ${organisation_id} ${compartment}#${epoch}`;
      await signOne(module, result, name, entry, old, (signed) => replaceVaultSignature(id, old, signed));
    }
    for (const row of await factorsToSign(current)) {
      const { id, entry_version, entry_signature } = row;
      const old = { entry_version, entry_signature };
      await signOne(module, result, `factor ${id}`, factorEntry(row), old, (signed) =>
        replaceFactorSignature(id, old, signed),
      );
    }
    for (const row of await linksToSign(current)) {
      const { id, entry_version, entry_signature } = row;
      const old = { entry_version, entry_signature };
      await signOne(module, result, `link ${id}`, invitationEntryOf(row), old, (signed) =>
        replaceLinkSignature(id, old, signed),
      );
    }
    for (const row of await recoveryKeysToSign(current)) {
      const { id, entry_version, entry_signature } = row;
      const old = { entry_version, entry_signature };
      await signOne(module, result, `recovery key ${id}`, keyEntryOf(row), old, (signed) =>
        replaceRecoveryKeySignature(id, old, signed),
      );
    }
    await recordKeyEvent(transaction, 'key.directory_signed', {
      signed: result.signed,
      refused: result.refused.length,
    });
    return result;
  });
}

type Signature = { entry_version: number; entry_signature: Uint8Array<ArrayBuffer> };

async function signOne(
  module: KeyModule,
  result: SignedAgain,
  name: string,
  entry: DirectoryEntry,
  old: Signature,
  replace: (signed: Signature) => Promise<boolean>,
): Promise<void> {
  try {
    await verifyEntry(module, entry, old.entry_version, old.entry_signature);
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    result.refused.push(name);
    return;
  }
  const { version, signature } = await signEntry(module, entry);
  if (await replace({ entry_version: version, entry_signature: signature })) result.signed += 1;
  else result.overtaken += 1;
}
