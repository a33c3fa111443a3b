/** What an HMAC key of the key module is for. */
export type HmacPurpose = 'pepper' | 'session' | 'statistics_person' | 'statistics_noise';

/** What a signing key of the key module is for. A signature for one purpose does not hold for another. */
export type SignPurpose = 'directory' | 'packet' | 'checkpoint';

export const HMAC_PURPOSES: ReadonlyArray<HmacPurpose> = ['pepper', 'session', 'statistics_person', 'statistics_noise'];
export const SIGN_PURPOSES: ReadonlyArray<SignPurpose> = ['directory', 'packet', 'checkpoint'];

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
  /** An Ed25519 signature (64 bytes) with the purpose's current key. */
  sign(purpose: SignPurpose, data: Uint8Array): Promise<{ version: number; signature: Buffer<ArrayBuffer> }>;
  /** Whether the signature is of this purpose, version and data. An unknown version is a signature that does not hold. */
  verify(purpose: SignPurpose, version: number, data: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** One round trip with every key, and whether the next start would find them. Throws KeyModuleError with the reason. */
  check(): Promise<void>;
}
