import path from 'node:path';
import { env } from '#app/platform/env/env.server.ts';
import { openKeyModule, type KeyModule } from './key-module.server.ts';

let opened: Promise<KeyModule> | undefined;

/** The key module of this process, opened at its first use. Throws KeyModuleError; a failed opening is tried again. */
export function keyModule(): Promise<KeyModule> {
  const { keyModule: location, dataDir } = env();
  opened ??= openKeyModule({ location, databaseDirectory: path.join(dataDir, 'postgres') }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
