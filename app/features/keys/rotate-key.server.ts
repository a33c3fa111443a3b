import { env } from '#app/platform/env/env.server.ts';
import { KeyModuleError, type KeyPurpose, openKeyKeeper } from '#app/platform/keys/key-module.server.ts';
import { NEVER_ROTATED } from '#app/platform/keys/key-module-types.ts';
import { inKeyCommand, recordKeyEvent } from './key-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'key.rotated': { key: string };
  }
}

/**
 * Makes a new version of a key, which is current from now on; running processes notice within seconds. Older versions go
 * on answering, so nobody has to sign in again. Answers the new version. Throws KeyModuleError.
 */
export async function rotateKey(purpose: KeyPurpose): Promise<number> {
  const reason = NEVER_ROTATED[purpose];
  if (reason) throw new KeyModuleError(`The key ${purpose} is never rotated: ${reason}.`);
  const keeper = openKeyKeeper(env().keyModule);
  return inKeyCommand(async (transaction) => {
    await recordKeyEvent(transaction, 'key.rotated', { key: purpose });
    return keeper.add(purpose);
  });
}
