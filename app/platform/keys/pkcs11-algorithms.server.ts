import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/**
 * How a token signs. Which one a version of a key uses is the type of its key object (CKA_KEY_TYPE), never guessed from a
 * signature. Both give 64 bytes. Numbers that pkcs11js does not name are from PKCS #11 3.0.
 */
export interface SigningAlgorithm {
  readonly name: string;
  readonly keyType: number;
  /** CKM_… that makes a key pair, and that signs */
  readonly generation: number;
  readonly signing: number;
  /** CKA_EC_PARAMS: the curve's object identifier, DER */
  readonly curve: Buffer;
  /** What the token is given to sign. */
  readonly prepared: (message: Uint8Array) => Buffer;
  readonly publicKey: (point: Uint8Array) => KeyObject;
  readonly verify: (key: KeyObject, message: Uint8Array, signature: Uint8Array) => boolean;
}

/** A key in SubjectPublicKeyInfo. A point may come wrapped in an OCTET STRING or not: what counts is its end. */
const fromPoint = (prefix: string, bytes: number) => (point: Uint8Array) =>
  createPublicKey({
    key: Buffer.concat([Buffer.from(prefix, 'hex'), point.subarray(-bytes)]),
    format: 'der',
    type: 'spki',
  });

export const ED25519: SigningAlgorithm = {
  name: 'Ed25519',
  keyType: 0x40, // CKK_EC_EDWARDS
  generation: 0x1055, // CKM_EC_EDWARDS_KEY_PAIR_GEN
  signing: 0x1057, // CKM_EDDSA
  curve: Buffer.from('06032b6570', 'hex'),
  prepared: (message) => Buffer.from(message),
  publicKey: fromPoint('302a300506032b6570032100', 32),
  verify: (key, message, signature) => verify(null, message, key, signature),
};

export const P256: SigningAlgorithm = {
  name: 'ECDSA P-256 with SHA-256',
  keyType: 0x03, // CKK_EC
  generation: 0x1040, // CKM_EC_KEY_PAIR_GEN
  signing: 0x1041, // CKM_ECDSA, of a digest: not every token hashes
  curve: Buffer.from('06082a8648ce3d030107', 'hex'),
  prepared: (message) => Buffer.from(createHash('sha256').update(message).digest()),
  publicKey: fromPoint('3059301306072a8648ce3d020106082a8648ce3d030107034200', 65),
  verify: (key, message, signature) => verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature),
};

/** In the order in which a token is asked. */
export const SIGNING_ALGORITHMS: readonly SigningAlgorithm[] = [ED25519, P256];
