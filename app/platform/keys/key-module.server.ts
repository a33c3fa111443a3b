import { FileKeyKeeper, FileKeySource } from './file-key-module.server.ts';
import { createKeyFile, refuseInside } from './key-file.server.ts';
import { parseKeyModuleLocation } from './key-module-location.ts';
import type { KeyKeeper, KeyModule } from './key-module-types.ts';
import { Pkcs11KeyKeeper } from './pkcs11-key-keeper.server.ts';
import { Pkcs11KeySource } from './pkcs11-key-source.server.ts';
import { RotatingKeyModule } from './rotating-key-module.server.ts';

export { KeyModuleError } from './key-module-error.ts';
export type { HmacPurpose, KeyKeeper, KeyModule, KeyPurpose, SignPurpose } from './key-module-types.ts';

export type KeyModuleSettings = {
  /** `file:<path>` or a PKCS #11 URI, as in LINDEN_KEY_MODULE (key-module-location.ts). */
  location: string;
  /**
   * Make a new file when there is none. Only for a database that is new as well: new keys open nothing that exists, so
   * an existing database must find its file or not start. A token's keys are made by the operator's command alone.
   */
  createIfMissing?: boolean;
  /** Where the database's files lie, if on this machine; a key file, or a PIN, inside it is refused. */
  databaseDirectory?: string;
};

/** Opens the key module that the settings name, and has used every key once. Throws KeyModuleError. */
export async function openKeyModule(settings: KeyModuleSettings): Promise<KeyModule> {
  const location = parseKeyModuleLocation(settings.location);
  const secret = location.kind === 'file' ? location.path : location.pinFile;
  if (settings.databaseDirectory !== undefined) await refuseInside(secret, settings.databaseDirectory);
  if (location.kind === 'file' && settings.createIfMissing) await createKeyFile(location.path);
  const source = location.kind === 'file' ? new FileKeySource(location.path) : new Pkcs11KeySource(location);
  const module = await RotatingKeyModule.open(source);
  await module.check();
  return module;
}

/** What makes and destroys the keys at this place. Throws KeyModuleError. */
export function openKeyKeeper(place: string): KeyKeeper {
  const location = parseKeyModuleLocation(place);
  return location.kind === 'file' ? new FileKeyKeeper(location.path) : new Pkcs11KeyKeeper(location);
}
