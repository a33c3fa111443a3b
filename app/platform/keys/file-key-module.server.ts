import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { type KeyFile, type KeyRing, readKeyFile } from './key-file.server.ts';
import { KeyModuleError } from './key-module-error.ts';
import {
  HMAC_PURPOSES,
  type HmacPurpose,
  type KeyModule,
  SIGN_PURPOSES,
  type SignPurpose,
} from './key-module-types.ts';

type Ring<Key> = { current: number; keys: ReadonlyMap<number, Key> };

/** The fixed start of an Ed25519 private key in PKCS #8 (RFC 8410, section 7); the 32-byte seed follows. */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key module for evaluation and small hosts: keys from one private file, read once when it is opened. */
export class FileKeyModule implements KeyModule {
  readonly #path: string;
  readonly #fingerprint: Buffer;
  readonly #hmac: ReadonlyMap<HmacPurpose, Ring<KeyObject>>;
  readonly #sign: ReadonlyMap<SignPurpose, Ring<{ privateKey: KeyObject; publicKey: KeyObject }>>;

  private constructor(path: string, file: KeyFile) {
    this.#path = path;
    this.#fingerprint = fingerprintOf(file);
    this.#hmac = new Map(HMAC_PURPOSES.map((purpose) => [purpose, ringOf(file.hmac[purpose], createSecretKey)]));
    this.#sign = new Map(SIGN_PURPOSES.map((purpose) => [purpose, ringOf(file.sign[purpose], ed25519FromSeed)]));
  }

  /** Throws KeyModuleError as `readKeyFile` does. */
  static async open(path: string): Promise<FileKeyModule> {
    return new FileKeyModule(path, await readKeyFile(path));
  }

  async hmac(purpose: HmacPurpose, data: Uint8Array, version?: number) {
    const ring = this.#hmac.get(purpose);
    const wanted = version ?? ring?.current ?? 0;
    const key = ring?.keys.get(wanted);
    if (!key) throw new KeyModuleError(`The key module has no key ${purpose} of version ${wanted}.`);
    const message = lengthPrefixed('linden/key-module/hmac', purpose, wanted, data);
    return { version: wanted, mac: owned(createHmac('sha256', key).update(message).digest()) };
  }

  async sign(purpose: SignPurpose, data: Uint8Array) {
    const ring = this.#sign.get(purpose);
    const key = ring?.keys.get(ring.current);
    if (!ring || !key) throw new KeyModuleError(`The key module has no signing key for ${purpose}.`);
    const signature = sign(null, toSign(purpose, ring.current, data), key.privateKey);
    return { version: ring.current, signature: owned(signature) };
  }

  async verify(purpose: SignPurpose, version: number, data: Uint8Array, signature: Uint8Array) {
    const key = this.#sign.get(purpose)?.keys.get(version);
    return key !== undefined && verify(null, toSign(purpose, version, data), key.publicKey, signature);
  }

  async check() {
    const probe = Buffer.from('round trip');
    for (const purpose of HMAC_PURPOSES) await this.hmac(purpose, probe);
    for (const purpose of SIGN_PURPOSES) {
      const { version, signature } = await this.sign(purpose, probe);
      const holds = await this.verify(purpose, version, probe, signature);
      if (!holds) throw new KeyModuleError(`The key module does not verify its own signature for ${purpose}.`);
    }
    if (!timingSafeEqual(fingerprintOf(await readKeyFile(this.#path)), this.#fingerprint)) {
      throw new KeyModuleError(`The key file ${this.#path} has changed since it was read. Start again to use it.`);
    }
  }
}

/** The purpose and version are part of what is signed, so that no signature can be passed off as another kind's. */
function toSign(purpose: SignPurpose, version: number, data: Uint8Array): Uint8Array {
  return lengthPrefixed('linden/key-module/sign', purpose, version, data);
}

function ringOf<Key>(ring: KeyRing, load: (bytes: Buffer) => Key): Ring<Key> {
  const keys = Object.entries(ring.keys).map(([version, bytes]): [number, Key] => [Number(version), load(bytes)]);
  return { current: ring.current, keys: new Map(keys) };
}

function ed25519FromSeed(seed: Buffer) {
  const privateKey = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function fingerprintOf(file: KeyFile): Buffer {
  return createHash('sha256').update(JSON.stringify(file)).digest();
}

function owned(bytes: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(bytes);
}
