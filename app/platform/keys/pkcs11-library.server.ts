import type { PKCS11 } from 'pkcs11js';
import { KeyModuleError } from './key-module-error.ts';
import { returnValueOf } from './pkcs11-error.ts';

export type Cryptoki = typeof import('pkcs11js');

/** A PKCS #11 library, which a process loads and initialises once, however many connections it has. */
export interface Pkcs11Library {
  readonly api: PKCS11;
  /** Names and numbers of the standard. */
  readonly names: Cryptoki;
  /** How many connections are open. */
  connections: number;
}

const loaded = new Map<string, Promise<Pkcs11Library>>();

/** Loads a library at its first use; it is not initialised yet. Throws KeyModuleError; a failed loading is tried again. */
export function loadPkcs11Library(path: string): Promise<Pkcs11Library> {
  const known = loaded.get(path);
  if (known) return known;
  const loading = load(path).catch((error: unknown) => {
    loaded.delete(path);
    throw error;
  });
  loaded.set(path, loading);
  return loading;
}

/**
 * Makes the library look at its tokens anew, which some do only when they are initialised. Every connection of the
 * process is lost by it, so there must be none.
 */
export function restartPkcs11Library({ api, names }: Pkcs11Library): void {
  try {
    api.C_Finalize();
  } catch (error) {
    if (returnValueOf(error) !== 'CKR_CRYPTOKI_NOT_INITIALIZED') throw error;
  }
  initialisePkcs11Library({ api, names });
}

async function load(path: string): Promise<Pkcs11Library> {
  const names = await importPackage();
  const api = new names.PKCS11();
  try {
    api.load(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown reason';
    throw new KeyModuleError(`The PKCS #11 library ${path} cannot be loaded: ${reason}.`);
  }
  return { api, names, connections: 0 };
}

/** The package is optional: it is compiled when it is installed, and not every machine can do that. */
async function importPackage(): Promise<Cryptoki> {
  try {
    return ((await import('pkcs11js')) as unknown as { default: Cryptoki }).default;
  } catch {
    throw new KeyModuleError(
      'Keys in a PKCS #11 token need the package pkcs11js, which was not built on this machine. Install Python 3, make and ' +
        'a C++ compiler (on Debian: apt-get install python3 make g++), and then: npm install && npm rebuild pkcs11js.',
    );
  }
}

/** Throws KeyModuleError. Nothing happens when it is initialised already. */
export function initialisePkcs11Library({ api, names }: Pick<Pkcs11Library, 'api' | 'names'>): void {
  try {
    // Calls that wait for the token run on other threads.
    api.C_Initialize({ flags: names.CKF_OS_LOCKING_OK });
  } catch (error) {
    if (returnValueOf(error) === 'CKR_CRYPTOKI_ALREADY_INITIALIZED') return;
    const value = returnValueOf(error) ?? 'unknown reason';
    throw new KeyModuleError(
      `The PKCS #11 library cannot be initialised (${value}). Is its own configuration in place?`,
    );
  }
}
