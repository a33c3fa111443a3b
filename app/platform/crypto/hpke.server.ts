import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { DecryptionError } from './decryption-error.ts';
import { lengthPrefixed } from './encode.ts';

// HPKE (RFC 9180), base mode, with X-Wing (ML-KEM-768 with X25519, draft-connolly-cfrg-xwing-kem), HKDF-SHA256 and
// AES-256-GCM.   sealed = suite (1) ‖ enc (1120) ‖ ciphertext ‖ tag (16)
// Base mode hides, but does not say who sealed: what is opened must be checked against a signature (directory.server.ts).

export const SUITE_HPKE_XWING = 2;
export const SEED_BYTES = 32;
export const PUBLIC_KEY_BYTES = 1216;

const ENC_BYTES = 1120;
const TAG_BYTES = 16;
const ENC_AT = 1;
const CIPHERTEXT_AT = ENC_AT + ENC_BYTES;

const kem = new XWing();
const suite = new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** The X-Wing key pair whose decapsulation key is `seed` (32 bytes). The public key has 1216 bytes. Throws RangeError. */
export async function keyPairFromSeed(
  seed: Uint8Array,
): Promise<{ publicKey: Uint8Array<ArrayBuffer>; privateKey: CryptoKey }> {
  if (seed.length !== SEED_BYTES) throw new RangeError(`A seed has ${SEED_BYTES} bytes, not ${seed.length}.`);
  // The library keeps the whole buffer behind a view: never hand it a slice of Node's shared pool.
  const pair = await kem.generateKeyPairDerand(Uint8Array.from(seed));
  return {
    publicKey: new Uint8Array(await kem.serializePublicKey(pair.publicKey)),
    privateKey: pair.privateKey,
  };
}

/** Seals to a public key, bound to `info` (see encode.ts). Throws RangeError for a key of another length. */
export async function hpkeSeal(
  publicKey: Uint8Array,
  info: Uint8Array,
  plaintext: Uint8Array,
): Promise<Buffer<ArrayBuffer>> {
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new RangeError(`A public key has ${PUBLIC_KEY_BYTES} bytes, not ${publicKey.length}.`);
  }
  const recipientPublicKey = await kem.importKey('raw', Uint8Array.from(publicKey).buffer, true);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: boundInfo(info) });
  const copy = Uint8Array.from(plaintext);
  const ciphertext = await sender.seal(copy.buffer).finally(() => copy.fill(0));
  return Buffer.concat([Uint8Array.of(SUITE_HPKE_XWING), new Uint8Array(sender.enc), new Uint8Array(ciphertext)]);
}

/** What was sealed to this key for the same `info`. Throws DecryptionError for everything else. */
export async function hpkeOpen(
  privateKey: CryptoKey,
  info: Uint8Array,
  sealed: Uint8Array,
): Promise<Buffer<ArrayBuffer>> {
  if (sealed.length < CIPHERTEXT_AT + TAG_BYTES || sealed[0] !== SUITE_HPKE_XWING) throw new DecryptionError();
  try {
    const enc = Uint8Array.from(sealed.subarray(ENC_AT, CIPHERTEXT_AT)).buffer;
    const recipient = await suite.createRecipientContext({ recipientKey: privateKey, enc, info: boundInfo(info) });
    return Buffer.from(await recipient.open(Uint8Array.from(sealed.subarray(CIPHERTEXT_AT)).buffer));
  } catch {
    throw new DecryptionError();
  }
}

function boundInfo(info: Uint8Array): ArrayBuffer {
  return lengthPrefixed('linden/hpke', SUITE_HPKE_XWING, info).buffer;
}
