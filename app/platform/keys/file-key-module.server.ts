import { createHmac, createPrivateKey, createPublicKey, createSecretKey, sign, verify } from 'node:crypto';
import {
  changeKeyRing,
  createKeyFile,
  type KeyFile,
  keyFileMark,
  type KeyRing,
  newKey,
  readKeyFile,
} from './key-file.server.ts';
import { fingerprintMessage } from './key-message.ts';
import { KeyModuleError } from './key-module-error.ts';
import { HMAC_PURPOSES, KEY_PURPOSES, type KeyKeeper, type KeyPurpose, SIGN_PURPOSES } from './key-module-types.ts';
import {
  type HmacKey,
  type KeyRings,
  type KeySource,
  type Ring,
  type SigningKey,
} from './rotating-key-module.server.ts';

/** The fixed start of an Ed25519 private key in PKCS #8 (RFC 8410, section 7); the 32-byte seed follows. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The keys of one private file, for evaluation and small hosts. They are in the memory of every process that opens it. */
export class FileKeySource implements KeySource {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async load(): Promise<KeyRings> {
    const { keys, mark } = await readKeyFile(this.#path);
    const rings = {
      hmac: new Map(HMAC_PURPOSES.map((purpose) => [purpose, ringOf(purpose, keys.hmac[purpose], hmacKey)])),
      sign: new Map(SIGN_PURPOSES.map((purpose) => [purpose, ringOf(purpose, keys.sign[purpose], ed25519Key)])),
      mark,
    };
    wipe(keys);
    return rings;
  }

  async hasChanged(mark: string): Promise<boolean> {
    return (await keyFileMark(this.#path)) !== mark;
  }
}

export class FileKeyKeeper implements KeyKeeper {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** A file is made whole or not at all, so there is never anything to resume. */
  async create(): Promise<KeyPurpose[]> {
    if (await createKeyFile(this.#path)) return [...KEY_PURPOSES];
    wipe((await readKeyFile(this.#path)).keys);
    return [];
  }

  async add(purpose: KeyPurpose): Promise<number> {
    const { current } = await changeKeyRing(this.#path, purpose, ({ keys, retired }) => {
      const next = Math.max(...Object.keys(keys).map(Number), ...retired) + 1;
      return { current: next, keys: { ...keys, [next]: newKey() }, retired };
    });
    return current;
  }

  async destroy(purpose: KeyPurpose, version: number): Promise<void> {
    await changeKeyRing(this.#path, purpose, ({ current, keys, retired }) => {
      const { [version]: gone, ...kept } = keys;
      if (!gone || version === current) {
        throw new KeyModuleError(`There is no older version ${version} of ${purpose} in the key file.`);
      }
      return { current, keys: kept, retired: [...retired, version] };
    });
  }
}

function ringOf<Key>(
  purpose: KeyPurpose,
  { current, keys, retired }: KeyRing,
  load: (bytes: Buffer, probe: Uint8Array) => Key,
): Ring<Key> {
  const loaded = Object.entries(keys).map(([name, bytes]): [number, Key] => {
    const version = Number(name);
    return [version, load(bytes, fingerprintMessage(purpose, version))];
  });
  return { current, keys: new Map(loaded), retired: new Set(retired) };
}

function hmacKey(bytes: Buffer, probe: Uint8Array): HmacKey {
  const key = createSecretKey(bytes);
  const mac = (message: Uint8Array) => Buffer.from(createHmac('sha256', key).update(message).digest());
  return { fingerprint: mac(probe), mac: async (message) => mac(message) };
}

function ed25519Key(seed: Buffer): SigningKey {
  const pkcs8 = Buffer.concat([ED25519_PKCS8, seed]);
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  pkcs8.fill(0);
  const publicKey = createPublicKey(privateKey);
  return {
    fingerprint: publicKey.export({ format: 'der', type: 'spki' }),
    sign: async (message) => Buffer.from(sign(null, message, privateKey)),
    verify: (message, signature) => verify(null, message, publicKey, signature),
  };
}

/** The keys are in OpenSSL's hands now. */
function wipe({ hmac, sign }: KeyFile): void {
  for (const { keys } of [...Object.values(hmac), ...Object.values(sign)]) {
    for (const key of Object.values(keys)) key.fill(0);
  }
}
