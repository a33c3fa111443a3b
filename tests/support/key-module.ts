import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyKeeper, type KeyModule, openKeyKeeper, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { P256 } from '#app/platform/keys/pkcs11-algorithms.server.ts';
import { parseKeyModuleLocation } from '#app/platform/keys/key-module-location.ts';
import { Pkcs11KeyKeeper } from '#app/platform/keys/pkcs11-key-keeper.server.ts';
import { aToken } from './softhsm.ts';

export type KindOfKeys = 'file' | 'pkcs11' | 'pkcs11 with P-256';

/** The same tests run over files and, in the part `pkcs11`, over tokens (vitest.config.ts). */
export const KIND: KindOfKeys = process.env.LINDEN_TEST_KEYS === 'pkcs11' ? 'pkcs11' : 'file';

export interface TemporaryKeys {
  module: KeyModule;
  keeper: KeyKeeper;
  /** for LINDEN_KEY_MODULE */
  location: string;
  remove: () => Promise<void>;
}

/** A key module with fresh keys in a file or a token of its own, for tests; `remove` deletes both. */
export async function temporaryKeyModule(kind: KindOfKeys = KIND): Promise<TemporaryKeys> {
  const { location, keeper, remove } = await temporaryKeys(kind);
  return { module: await openKeyModule({ location }), keeper, location, remove };
}

export async function temporaryKeys(kind: KindOfKeys = KIND): Promise<Omit<TemporaryKeys, 'module'>> {
  const { location, remove } = kind === 'file' ? await temporaryFile() : await aToken();
  const keeper = kind === 'pkcs11 with P-256' ? keeperWithoutEd25519(location) : openKeyKeeper(location);
  await keeper.create();
  return { location, keeper, remove };
}

async function temporaryFile() {
  const directory = await mkdtemp(join(tmpdir(), 'linden-keys-'));
  return { location: `file:${join(directory, 'keys.json')}`, remove: () => rm(directory, { recursive: true }) };
}

/** As in a token that does not know Ed25519. */
function keeperWithoutEd25519(place: string): KeyKeeper {
  const location = parseKeyModuleLocation(place);
  if (location.kind !== 'pkcs11') throw new Error('A file always signs with Ed25519.');
  return new Pkcs11KeyKeeper(location, [P256]);
}
