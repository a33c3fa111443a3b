import { setTimeout as sleep } from 'node:timers/promises';
import { hmacMessage, signMessage } from './key-message.ts';
import { KeyModuleError } from './key-module-error.ts';
import {
  HMAC_PURPOSES,
  type HmacPurpose,
  type KeyModule,
  type KeyPurpose,
  SIGN_PURPOSES,
  type SignPurpose,
} from './key-module-types.ts';

export interface HmacKey {
  /** Its HMAC of `fingerprintMessage`: the same key has the same, whatever file or token it is read from. */
  readonly fingerprint: Uint8Array;
  /** HMAC-SHA256. */
  mac(message: Uint8Array): Promise<Buffer<ArrayBuffer>>;
}

export interface SigningKey {
  /** Its public key, as SubjectPublicKeyInfo. */
  readonly fingerprint: Uint8Array;
  sign(message: Uint8Array): Promise<Buffer<ArrayBuffer>>;
  verify(message: Uint8Array, signature: Uint8Array): boolean;
}

/** `retired`: the versions that were destroyed on purpose, and may therefore be gone. */
export interface Ring<Key> {
  readonly current: number;
  readonly keys: ReadonlyMap<number, Key>;
  readonly retired: ReadonlySet<number>;
}

export interface KeyRings {
  readonly hmac: ReadonlyMap<HmacPurpose, Ring<HmacKey>>;
  readonly sign: ReadonlyMap<SignPurpose, Ring<SigningKey>>;
  /** What the source looked like when these were read. */
  readonly mark: string;
}

/** Where keys are read from. */
export interface KeySource {
  /** All keys as they are now, each of which has answered once. Throws KeyModuleError. */
  load(): Promise<KeyRings>;
  /** Whether it is worth loading again; cheap. */
  hasChanged(mark: string): Promise<boolean>;
}

/** The keys that were loaded do not answer any more, because a token or a session is gone: load them again. */
export class LostKeys extends KeyModuleError {}

/** For so long may a rotation or a retirement go unnoticed by a process that does new work. */
export const NOTICED_WITHIN_MS = 5_000;
/** Between two looks for a version that nobody here knows, and after a failure: whatever a flood of requests asks for. */
const PAUSE_MS = 200;
/** How many rotations a process may have missed since it last looked. A version beyond that was never made. */
const MISSED_AT_MOST = 16;

type AnyRing = Ring<{ readonly fingerprint: Uint8Array }>;

/**
 * A key module over any source. It notices new versions by itself: before new work when it has not looked for five seconds,
 * at once when a version is asked for that it does not know, and at every check. What it knew must still be there and be
 * the same, or have been retired; otherwise it refuses new work until it is put right, and old versions go on answering.
 */
export class RotatingKeyModule implements KeyModule {
  readonly #source: KeySource;
  #rings: KeyRings;
  #lookedAt = performance.now();
  #looking: Promise<void> | undefined;
  #loading: Promise<void> | undefined;
  #failure: { at: number; error: unknown } | undefined;

  private constructor(source: KeySource, rings: KeyRings) {
    this.#source = source;
    this.#rings = rings;
  }

  /** Throws KeyModuleError. */
  static async open(source: KeySource): Promise<RotatingKeyModule> {
    return new RotatingKeyModule(source, await source.load());
  }

  hmac(purpose: HmacPurpose, data: Uint8Array, version?: number) {
    return this.#use(
      () => this.#rings.hmac.get(purpose),
      purpose,
      version,
      async (key, used) => {
        const message = hmacMessage(purpose, used, data);
        return { version: used, mac: await key.mac(message).finally(() => message.fill(0)) };
      },
    );
  }

  sign(purpose: SignPurpose, data: Uint8Array) {
    return this.#use(
      () => this.#rings.sign.get(purpose),
      purpose,
      undefined,
      async (key, used) => ({ version: used, signature: await key.sign(signMessage(purpose, used, data)) }),
    );
  }

  async verify(purpose: SignPurpose, version: number, data: Uint8Array, signature: Uint8Array) {
    await this.#lookFor(this.#rings.sign.get(purpose), version);
    const key = this.#rings.sign.get(purpose)?.keys.get(version);
    return key !== undefined && key.verify(signMessage(purpose, version, data), signature);
  }

  publicKey(purpose: SignPurpose, version?: number) {
    return this.#use(
      () => this.#rings.sign.get(purpose),
      purpose,
      version,
      async (key, used) => ({ version: used, publicKey: ed25519PublicKey(purpose, key.fingerprint) }),
    );
  }

  async versions(purpose: KeyPurpose) {
    await this.#lookIfStale();
    const ring = anyRing(this.#rings, purpose);
    if (!ring) throw new KeyModuleError(`The key module has no key for ${purpose}.`);
    return { current: ring.current, all: [...ring.keys.keys()].sort((a, b) => a - b) };
  }

  async check() {
    await this.#reload();
    const probe = Buffer.from('round trip');
    for (const purpose of HMAC_PURPOSES) await this.hmac(purpose, probe);
    for (const purpose of SIGN_PURPOSES) {
      const { version, signature } = await this.sign(purpose, probe);
      const holds = await this.verify(purpose, version, probe, signature);
      if (!holds) throw new KeyModuleError(`The key module does not verify its own signature for ${purpose}.`);
    }
  }

  async #use<Key, Answer>(
    ring: () => Ring<Key> | undefined,
    purpose: KeyPurpose,
    version: number | undefined,
    work: (key: Key, version: number) => Promise<Answer>,
  ): Promise<Answer> {
    if (version === undefined) await this.#lookIfStale();
    else await this.#lookFor(ring(), version);
    const attempt = () => {
      const wanted = version ?? ring()?.current ?? 0;
      const key = ring()?.keys.get(wanted);
      if (!key) throw new KeyModuleError(`The key module has no key ${purpose} of version ${wanted}.`);
      return work(key, wanted);
    };
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LostKeys)) throw error;
      await this.#reload();
      return attempt();
    }
  }

  #lookIfStale(): Promise<void> | void {
    if (performance.now() - this.#lookedAt >= NOTICED_WITHIN_MS) return this.#look(0);
  }

  /** Another process may have made the version a moment ago. A source that does not answer knows nothing new. */
  async #lookFor(ring: Ring<unknown> | undefined, version: number): Promise<void> {
    const missed = version - (ring?.current ?? 0);
    if (missed >= 1 && missed <= MISSED_AT_MOST)
      await this.#look(this.#lookedAt + PAUSE_MS - performance.now()).catch(() => undefined);
  }

  #look(after: number): Promise<void> {
    this.#looking ??= (async () => {
      if (after > 0) await sleep(after);
      if (await this.#source.hasChanged(this.#rings.mark)) await this.#reload();
      this.#lookedAt = performance.now();
    })().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  #reload(): Promise<void> {
    if (this.#failure && performance.now() - this.#failure.at < PAUSE_MS) return Promise.reject(this.#failure.error);
    this.#loading ??= (async () => {
      try {
        const fresh = await this.#source.load();
        refuseOtherKeys(this.#rings, fresh);
        this.#rings = fresh;
        this.#lookedAt = performance.now();
        this.#failure = undefined;
      } catch (error) {
        this.#failure = { at: performance.now(), error };
        throw error;
      }
    })().finally(() => (this.#loading = undefined));
    return this.#loading;
  }
}

/** The fixed start of an Ed25519 public key as SubjectPublicKeyInfo (RFC 8410); the 32 bytes of the key follow. */
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

function ed25519PublicKey(purpose: SignPurpose, spki: Uint8Array): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(spki);
  if (!bytes.subarray(0, ED25519_SPKI.length).equals(ED25519_SPKI)) {
    throw new KeyModuleError(`The key for ${purpose} must be an Ed25519 key, so that others can check what it signs.`);
  }
  return Buffer.from(bytes.subarray(ED25519_SPKI.length));
}

function anyRing(rings: KeyRings, purpose: KeyPurpose): AnyRing | undefined {
  return rings.hmac.get(purpose as HmacPurpose) ?? rings.sign.get(purpose as SignPurpose);
}

/** Throws KeyModuleError unless every key that is known is among the fresh ones, or was retired there. */
function refuseOtherKeys(known: KeyRings, fresh: KeyRings): void {
  for (const [purpose, ring] of [...known.hmac, ...known.sign] as Array<[KeyPurpose, AnyRing]>) {
    const now = anyRing(fresh, purpose);
    for (const [version, { fingerprint }] of ring.keys) {
      const same = now?.keys.get(version)?.fingerprint;
      if (same ? Buffer.compare(same, fingerprint) === 0 : now?.retired.has(version)) continue;
      throw new KeyModuleError(
        `The keys have changed since they were read: ${purpose} of version ${version} is ${same ? 'another one' : 'gone'}. ` +
          'Put back the keys that Linden was started with. If these are the right ones, start Linden again.',
      );
    }
  }
}
