/** What an HMAC key of the key module is for. */
export type HmacPurpose = 'pepper' | 'session' | 'statistics_person' | 'statistics_noise';

/** What a signing key of the key module is for. A signature for one purpose does not hold for another. */
export type SignPurpose = 'directory' | 'packet' | 'checkpoint';

export type KeyPurpose = HmacPurpose | SignPurpose;

export const HMAC_PURPOSES: ReadonlyArray<HmacPurpose> = ['pepper', 'session', 'statistics_person', 'statistics_noise'];
export const SIGN_PURPOSES: ReadonlyArray<SignPurpose> = ['directory', 'packet', 'checkpoint'];
export const KEY_PURPOSES: ReadonlyArray<KeyPurpose> = [...HMAC_PURPOSES, ...SIGN_PURPOSES];

/** Why a key keeps its first version for ever. */
export const NEVER_ROTATED: Readonly<Partial<Record<KeyPurpose, string>>> = {
  statistics_person: 'it stands for persons in the figures, and a second key would count everybody twice',
  statistics_noise: 'two noises on the same figure can be averaged, and each further key would take protection away',
};

/** Why old versions of a key are kept although the database does not need them. */
export const NEVER_RETIRED: Readonly<Partial<Record<KeyPurpose, string>>> = {
  checkpoint: 'checkpoints that have left the host are verified with it',
};

/** `current` is used for new work; `all`, in rising order, still answer for what older work left behind. */
export type KeyVersions = { current: number; all: number[] };

/**
 * The host's keys, which never leave it and which no database, backup or disk image holds. Every answer carries the version
 * of the key that gave it; keep it beside the result, because keys rotate.
 */
export interface KeyModule {
  /**
   * HMAC-SHA256 (32 bytes) with the current key, or with an older one that something stored still needs.
   * Throws KeyModuleError for a version that the module does not have.
   */
  hmac(key: HmacPurpose, data: Uint8Array, version?: number): Promise<{ version: number; mac: Buffer<ArrayBuffer> }>;
  /**
   * A signature (64 bytes: Ed25519, or ECDSA P-256 in a token without it) with the purpose's current key, over what
   * `signMessage` makes of the data: purpose and version go into it, but for `checkpoint`, whose notes others check without
   * a key module (decision 041).
   */
  sign(purpose: SignPurpose, data: Uint8Array): Promise<{ version: number; signature: Buffer<ArrayBuffer> }>;
  /** Whether the signature is of this purpose, version and data. An unknown version is a signature that does not hold. */
  verify(purpose: SignPurpose, version: number, data: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /**
   * The public half of a signing key (Ed25519, 32 bytes), the current one or an older version, for those who check what it
   * signed elsewhere. Throws KeyModuleError for a version that the module does not have, and for a key that is no Ed25519 key.
   */
  publicKey(purpose: SignPurpose, version?: number): Promise<{ version: number; publicKey: Buffer<ArrayBuffer> }>;
  versions(purpose: KeyPurpose): Promise<KeyVersions>;
  /** One round trip with every key, and whether the next start would find them. Throws KeyModuleError with the reason. */
  check(): Promise<void>;
}

/**
 * Makes and destroys keys: for the operator's command, one at a time over the whole installation (whoever calls sees to
 * that). No server holds one. Everything throws KeyModuleError and leaves the keys as they were.
 */
export interface KeyKeeper {
  /**
   * Version 1 of every key. What is there already stays as it is; where some keys are there and others are not, only
   * `resume` goes on, because a key that was lost must never be replaced by a new one. Answers what was made.
   */
  create(resume?: boolean): Promise<KeyPurpose[]>;
  /** A new version, current from now on. Answers its number. */
  add(purpose: KeyPurpose): Promise<number>;
  /** Destroys an old version for good. Refuses the current one. */
  destroy(purpose: KeyPurpose, version: number): Promise<void>;
}
