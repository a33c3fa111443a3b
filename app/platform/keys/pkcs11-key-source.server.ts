import type { Handle, Mechanism } from 'pkcs11js';
import { fingerprintMessage } from './key-message.ts';
import { KeyModuleError } from './key-module-error.ts';
import { HMAC_PURPOSES, type KeyPurpose, SIGN_PURPOSES } from './key-module-types.ts';
import { Pkcs11Connection, type Pkcs11Location } from './pkcs11-connection.server.ts';
import {
  algorithmOf,
  keysByPurpose,
  labelOf,
  listHandles,
  listKeyObjects,
  readAttribute,
  refuseUnlessKept,
  type StoredKey,
} from './pkcs11-objects.server.ts';
import {
  type HmacKey,
  type KeyRings,
  type KeySource,
  LostKeys,
  type Ring,
  type SigningKey,
} from './rotating-key-module.server.ts';

const MAC_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** The keys of a PKCS #11 token: they are used inside it and never leave it. The highest version is the current one. */
export class Pkcs11KeySource implements KeySource {
  readonly #location: Pkcs11Location;
  #connection: Pkcs11Connection | undefined;

  constructor(location: Pkcs11Location) {
    this.#location = location;
  }

  async load(): Promise<KeyRings> {
    const before = this.#connection;
    if (before && !before.lost) {
      try {
        return await loadRings(before);
      } catch (error) {
        if (!(error instanceof LostKeys)) throw error;
      }
    }
    await before?.close();
    this.#connection = await Pkcs11Connection.open(this.#location, { write: false });
    return loadRings(this.#connection);
  }

  async hasChanged(mark: string): Promise<boolean> {
    const connection = this.#connection;
    if (!connection || connection.lost) return true;
    try {
      return (await connection.use((session) => markOf(listHandles(connection, session)))) !== mark;
    } catch (error) {
      if (error instanceof LostKeys) return true;
      throw error;
    }
  }
}

/** Every key, checked and used once. Throws KeyModuleError. */
async function loadRings(connection: Pkcs11Connection): Promise<KeyRings> {
  const { stored, mark } = await connection.use((session) => {
    const { used } = listKeyObjects(connection, session);
    return { stored: keysByPurpose(used, connection.names).keys, mark: markOf(listHandles(connection, session)) };
  });
  const rings = async <Purpose extends KeyPurpose, Key>(
    purposes: readonly Purpose[],
    open: (connection: Pkcs11Connection, key: StoredKey, probe: Uint8Array) => Promise<Key>,
  ) => {
    const found = new Map<Purpose, Ring<Key>>();
    for (const purpose of purposes) {
      const keys = new Map<number, Key>();
      for (const [version, key] of stored.get(purpose) ?? []) {
        keys.set(version, await open(connection, key, fingerprintMessage(purpose, version)));
      }
      found.set(purpose, ringOf(purpose, keys));
    }
    return found;
  };
  return { hmac: await rings(HMAC_PURPOSES, openHmacKey), sign: await rings(SIGN_PURPOSES, openSigningKey), mark };
}

export async function openHmacKey(connection: Pkcs11Connection, key: StoredKey, probe: Uint8Array): Promise<HmacKey> {
  const { names } = connection;
  await connection.use((session) => refuseUnlessKept(connection, session, key));
  const mechanism = { mechanism: names.CKM_SHA256_HMAC };
  const mac = (message: Uint8Array) => signWith(connection, mechanism, key.handle, Buffer.from(message), MAC_BYTES);
  return { fingerprint: await mac(probe), mac };
}

/** The public key proves by a signature that it is the private key's: anybody who can write to a token may plant one. */
export async function openSigningKey(
  connection: Pkcs11Connection,
  key: StoredKey,
  probe: Uint8Array,
): Promise<SigningKey> {
  const { algorithm, point } = await connection.use((session) => {
    refuseUnlessKept(connection, session, key);
    const pointOf = (handle: Handle) => readAttribute(connection, session, handle, connection.names.CKA_EC_POINT);
    return { algorithm: algorithmOf(connection, session, key), point: key.publicHandle && pointOf(key.publicHandle) };
  });
  const mechanism = { mechanism: algorithm.signing };
  const sign = (message: Uint8Array) =>
    signWith(connection, mechanism, key.handle, algorithm.prepared(message), SIGNATURE_BYTES);
  const signature = await sign(probe);
  try {
    const publicKey = algorithm.publicKey(point ?? Buffer.alloc(0));
    if (algorithm.verify(publicKey, probe, signature)) {
      return {
        fingerprint: publicKey.export({ format: 'der', type: 'spki' }),
        sign,
        verify: (message, given) => algorithm.verify(publicKey, message, given),
      };
    }
  } catch {
    // Not a point on the curve.
  }
  throw new KeyModuleError(`The public key of ${key.label} in the token does not belong to its private key.`);
}

/** `data` is used up: it may hold a stretched password. */
function signWith(
  connection: Pkcs11Connection,
  mechanism: Mechanism,
  key: Handle,
  data: Buffer,
  bytes: number,
): Promise<Buffer<ArrayBuffer>> {
  return connection
    .use(async (session) => {
      connection.api.C_SignInit(session, mechanism, key);
      return Buffer.from(await connection.api.C_SignAsync(session, data, Buffer.alloc(bytes)));
    })
    .finally(() => data.fill(0));
}

function ringOf<Key>(purpose: KeyPurpose, keys: Map<number, Key>): Ring<Key> {
  const current = Math.max(0, ...keys.keys());
  if (current === 0) {
    throw new KeyModuleError(
      `The token has no key ${labelOf(purpose, 1)}. For a new installation: npm run keys -- init. Otherwise restore the token.`,
    );
  }
  // Destroying a key needs the PIN, so an older version that is gone was retired.
  const retired = Array.from({ length: current - 1 }, (_, index) => index + 1).filter((version) => !keys.has(version));
  return { current, keys, retired: new Set(retired) };
}

function markOf(handles: readonly Handle[]): string {
  return handles
    .map((handle) => handle.toString('hex'))
    .sort()
    .join();
}
