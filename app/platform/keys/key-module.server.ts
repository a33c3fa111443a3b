import { createKeyFile, refuseInside } from './key-file.server.ts';
import { FileKeyModule } from './file-key-module.server.ts';
import { KeyModuleError } from './key-module-error.ts';
import type { KeyModule } from './key-module-types.ts';

export { KeyModuleError } from './key-module-error.ts';
export type { HmacPurpose, KeyModule, SignPurpose } from './key-module-types.ts';

export type KeyModuleSettings = {
  /** `file:<path>`, as in LINDEN_KEY_MODULE. */
  location: string;
  /**
   * Make a new file when there is none. Only for a database that is new as well: new keys open nothing that exists, so
   * an existing database must find its file or not start.
   */
  createIfMissing?: boolean;
  /** Where the database's files lie, if on this machine; a key file inside it is refused. */
  databaseDirectory?: string;
};

/** Opens the key module that the settings name, and has used every key once. Throws KeyModuleError. */
export async function openKeyModule(settings: KeyModuleSettings): Promise<KeyModule> {
  const [kind, ...rest] = settings.location.split(':');
  const place = rest.join(':');
  if (kind === 'pkcs11') {
    throw new KeyModuleError('This version cannot use a PKCS #11 module yet. Set LINDEN_KEY_MODULE to file:<path>.');
  }
  if (kind !== 'file' || place === '') {
    throw new KeyModuleError(
      'LINDEN_KEY_MODULE names no key module. It must be file:<path>, such as file:/etc/linden/keys.',
    );
  }
  if (settings.databaseDirectory !== undefined) await refuseInside(place, settings.databaseDirectory);
  if (settings.createIfMissing) await createKeyFile(place);
  const module = await FileKeyModule.open(place);
  await module.check();
  return module;
}
