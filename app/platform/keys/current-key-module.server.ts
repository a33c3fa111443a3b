import { env } from '#app/platform/env/env.server.ts';
import { openKeyModule, type KeyModule } from './key-module.server.ts';

let opened: Promise<KeyModule> | undefined;

/** The key module of this process, opened at its first use. Throws KeyModuleError; a failed opening is tried again. */
export function keyModule(): Promise<KeyModule> {
  opened ??= openKeyModule({ keyModule: env().keyModule, dataDir: env().dataDir }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}
