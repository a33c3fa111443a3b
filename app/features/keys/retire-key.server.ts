import { setTimeout as sleep } from 'node:timers/promises';
import { env } from '#app/platform/env/env.server.ts';
import { KeyModuleError, type KeyPurpose, openKeyKeeper, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { NEVER_RETIRED, NEVER_ROTATED } from '#app/platform/keys/key-module-types.ts';
import { inKeyCommand, keyUses, type KeyTransaction, recordKeyEvent } from './key-repo.server.ts';

declare module '#app/kernel/audit-events.ts' {
  interface AuditEvents {
    'key.retired': { key: string; version: number };
  }
}

/**
 * A process may use a version for five seconds after another became current, and write what it made a request later. After
 * a minute nothing more comes, and what came has been counted.
 */
const SETTLE_MS = 60_000;

/**
 * Destroys an old version of a key for good. Refused while any row needs it, and for the keys that something outside the
 * database needs. Throws KeyModuleError with the reason.
 */
export async function retireKey(purpose: KeyPurpose, version: number, { settleMs = SETTLE_MS } = {}): Promise<void> {
  const reason = NEVER_ROTATED[purpose] ?? NEVER_RETIRED[purpose];
  if (reason) throw new KeyModuleError(`No version of ${purpose} is ever retired: ${reason}.`);
  const location = env().keyModule;
  const { current, all } = await (await openKeyModule({ location })).versions(purpose);
  if (version === current) throw new KeyModuleError(`Version ${version} of ${purpose} is in use. Rotate it first.`);
  if (!all.includes(version)) throw new KeyModuleError(`There is no version ${version} of ${purpose}.`);
  await inKeyCommand(async (transaction) => {
    await refuseWhileNeeded(transaction, purpose, version);
    await sleep(settleMs);
    await refuseWhileNeeded(transaction, purpose, version);
    await recordKeyEvent(transaction, 'key.retired', { key: purpose, version });
    await openKeyKeeper(location).destroy(purpose, version);
  });
}

async function refuseWhileNeeded(transaction: KeyTransaction, purpose: KeyPurpose, version: number): Promise<void> {
  const uses = (await keyUses(transaction)).filter((use) => use.purpose === purpose && use.version === version);
  if (uses.length === 0) return;
  const places = uses.map(({ rows, place }) => `${rows} × ${place}`).join(', ');
  throw new KeyModuleError(
    `Version ${version} of ${purpose} is still needed by ${places}. ${HOW_TO_END_USE[purpose] ?? ''}`,
  );
}

const HOW_TO_END_USE: Partial<Record<KeyPurpose, string>> = {
  pepper:
    'A member’s record is made anew at her next sign-in, a recovery code when she makes a new one; a link ends after three days.',
  directory: 'Sign the directory again: npm run keys -- resign.',
  session: 'The last such session ends twelve hours after the rotation.',
  packet: 'A packet keeps its signature for as long as it is kept.',
};
