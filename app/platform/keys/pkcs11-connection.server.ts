import type { Handle, PKCS11 } from 'pkcs11js';
import { KeyModuleError } from './key-module-error.ts';
import type { KeyModuleLocation } from './key-module-location.ts';
import { explain, meansLost, meansPinRefused, returnValueOf } from './pkcs11-error.ts';
import {
  type Cryptoki,
  initialisePkcs11Library,
  loadPkcs11Library,
  type Pkcs11Library,
  restartPkcs11Library,
} from './pkcs11-library.server.ts';
import { readPrivateFile } from './private-file.server.ts';
import { LostKeys } from './rotating-key-module.server.ts';

export type Pkcs11Location = KeyModuleLocation & { kind: 'pkcs11' };

const SESSIONS = 4;

/** The token is not there, or is there twice. */
class NoSuchToken extends KeyModuleError {}

/** A token that its user is logged in to, with a few sessions, of which each does one thing at a time. */
export class Pkcs11Connection {
  readonly api: PKCS11;
  readonly names: Cryptoki;
  readonly slot: Handle;
  readonly #library: Pkcs11Library;
  readonly #token: string;
  readonly #flags: number;
  readonly #idle: Handle[] = [];
  #busy = 0;
  #waiting: Array<() => void> = [];
  #lost = false;
  #closing = false;

  private constructor(library: Pkcs11Library, location: Pkcs11Location, slot: Handle, first: Handle, flags: number) {
    this.#library = library;
    this.#token = location.token;
    this.#flags = flags;
    this.api = library.api;
    this.names = library.names;
    this.slot = slot;
    this.#idle.push(first);
    library.connections += 1;
  }

  /** Finds the token and logs in with the PIN of the PIN file. `write`: may make and destroy objects. Throws KeyModuleError. */
  static async open(location: Pkcs11Location, { write }: { write: boolean }): Promise<Pkcs11Connection> {
    const library = await loadPkcs11Library(location.modulePath);
    try {
      return await this.#connect(library, location, write);
    } catch (error) {
      const stale = error instanceof LostKeys || error instanceof NoSuchToken;
      if (!stale || library.connections > 0) throw error;
      restartPkcs11Library(library);
      return this.#connect(library, location, write);
    }
  }

  static async #connect(library: Pkcs11Library, location: Pkcs11Location, write: boolean): Promise<Pkcs11Connection> {
    const { api, names } = library;
    initialisePkcs11Library(library);
    const flags = names.CKF_SERIAL_SESSION | (write ? names.CKF_RW_SESSION : 0);
    const pin = await readPin(location);
    try {
      const slot = findToken(library, location.token);
      const session = api.C_OpenSession(slot, flags);
      try {
        logIn(library, location, session, pin);
      } catch (error) {
        api.C_CloseSession(session);
        throw error;
      }
      return new Pkcs11Connection(library, location, slot, session, flags);
    } catch (error) {
      throw asKeyModuleError(error, location.token);
    }
  }

  /** Whether it is over: nothing more is done with it, and the next one must be opened. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Does one thing with a session. Throws LostKeys when the token or the session is gone, KeyModuleError when it refuses. */
  async use<Result>(work: (session: Handle) => Promise<Result> | Result): Promise<Result> {
    while (this.#idle.length === 0 && this.#busy >= SESSIONS && !this.#lost) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#lost) throw new LostKeys(`The connection to the token "${this.#token}" is lost.`);
    this.#busy += 1;
    try {
      const session = this.#idle.pop() ?? this.api.C_OpenSession(this.slot, this.#flags);
      try {
        const result = await work(session);
        this.#idle.push(session);
        return result;
      } catch (error) {
        // It may be in the middle of an operation: the next one gets another.
        this.#discard(session);
        throw error;
      }
    } catch (error) {
      if (meansLost(error)) this.#lost = true;
      throw asKeyModuleError(error, this.#token);
    } finally {
      this.#busy -= 1;
      for (const next of this.#lost || this.#closing ? this.#waiting.splice(0) : this.#waiting.splice(0, 1)) next();
    }
  }

  /** Ends it when what runs has finished. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#lost = this.#closing = true;
    while (this.#busy > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    for (const session of this.#idle.splice(0)) this.#discard(session);
    this.#library.connections -= 1;
  }

  #discard(session: Handle): void {
    try {
      this.api.C_CloseSession(session);
    } catch {
      // Gone already.
    }
  }
}

function asKeyModuleError(error: unknown, token: string): unknown {
  if (!meansLost(error)) return explain(error, token);
  return new LostKeys(
    `The token "${token}" does not answer (${returnValueOf(error)}). Is it connected, and its service running?`,
  );
}

function findToken({ api, names }: Pkcs11Library, label: string): Handle {
  const found = api
    .C_GetSlotList(true)
    .map((slot) => ({ slot, info: api.C_GetTokenInfo(slot) }))
    .filter(({ info }) => info.label.trimEnd() === label && (info.flags & names.CKF_TOKEN_INITIALIZED) !== 0);
  const [only] = found;
  if (!only) throw new NoSuchToken(`There is no token "${label}". Is it connected, and is LINDEN_KEY_MODULE right?`);
  if (found.length > 1)
    throw new NoSuchToken(`There are ${found.length} tokens named "${label}". Linden does not guess.`);
  refuseUnusable(only.info.flags, names, label);
  return only.slot;
}

/** A token that cannot be logged in to; or whose last try this would be, which is not a program's to spend. Throws KeyModuleError. */
export function refuseUnusable(flags: number, names: Cryptoki, label: string): void {
  const has = (flag: number) => (flags & flag) !== 0;
  if (!has(names.CKF_USER_PIN_INITIALIZED))
    throw new KeyModuleError(`The token "${label}" has no PIN for its user yet.`);
  if (has(names.CKF_USER_PIN_LOCKED)) {
    throw new KeyModuleError(`The PIN of the token "${label}" is locked. Unlock it with the tool of its maker.`);
  }
  if (has(names.CKF_USER_PIN_FINAL_TRY)) {
    throw new KeyModuleError(
      `The PIN of the token "${label}" may be tried once more before it locks. Linden leaves that try to you: check the PIN ` +
        'file, and log in once with the tool of the maker.',
    );
  }
}

/**
 * PIN files that a token refused, as they were then. Tokens lock after a few wrong PINs, and a server asks again and again:
 * a refused file is not tried again until it changes. Kept for the process, whatever opens the key module there.
 */
const refused = new Map<string, string>();

type Pin = { value: string; mark: string };

async function readPin({ pinFile, token }: Pkcs11Location): Promise<Pin> {
  const { contents, mark } = await readPrivateFile(
    pinFile,
    'PIN file',
    'It holds the PIN of the token and nothing else.',
  );
  if (refused.get(keyOf(pinFile, token)) === mark) throw wrongPin(token, pinFile);
  const value = contents.toString('utf8').replace(/\r?\n$/, '');
  contents.fill(0);
  if (value === '' || /[\r\n]/.test(value))
    throw new KeyModuleError(`The PIN file ${pinFile} must hold one line, the PIN.`);
  return { value, mark };
}

function logIn({ api, names }: Pkcs11Library, { token, pinFile }: Pkcs11Location, session: Handle, pin: Pin): void {
  try {
    api.C_Login(session, names.CKU_USER, pin.value);
  } catch (error) {
    // The login is the process's: another connection has done it.
    if (returnValueOf(error) === 'CKR_USER_ALREADY_LOGGED_IN') return;
    if (!meansPinRefused(error)) throw error;
    refused.set(keyOf(pinFile, token), pin.mark);
    throw wrongPin(token, pinFile);
  }
  refused.delete(keyOf(pinFile, token));
}

function wrongPin(token: string, pinFile: string): KeyModuleError {
  return new KeyModuleError(
    `The token "${token}" refuses the PIN in ${pinFile}. It is not tried again until the file changes, because tokens lock.`,
  );
}

function keyOf(pinFile: string, token: string): string {
  return `${pinFile}\n${token}`;
}
