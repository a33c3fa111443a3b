import { createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { describe, expect, test } from 'vitest';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import { hkdf } from '#app/platform/crypto/hkdf.server.ts';
import { hpkeOpen, hpkeSeal, keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array | ArrayBuffer) => Buffer.from(value as Uint8Array).toString('hex');

// draft-connolly-cfrg-xwing-kem-08, appendix C, vectors 1 and 2: seed, encapsulation seed, shared secret, and the first 16
// bytes of public key and ciphertext. The shared secret hashes both KEMs' results, so nothing wrong reproduces it.
const XWING = [
  {
    seed: '7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26',
    eseed:
      '3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2' +
      '35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2',
    ss: 'd2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384',
    pk: 'e2236b35a8c24b39b10aa1323a96a919',
    ct: 'b83aa828d4d62b9a83ceffe1d3d3bb1e',
  },
  {
    seed: 'badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea',
    eseed:
      '17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef' +
      'aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d',
    ss: 'f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150',
    pk: '0333285fa253661508c9fb444852caa4',
    ct: 'c93beb22326705699bbc3d1d0aa6339b',
  },
];

test.each(XWING)('X-Wing gives the published shared secret $ss', async ({ seed, eseed, ss, pk, ct }) => {
  const { publicKey, privateKey } = await keyPairFromSeed(bytes(seed));
  expect(hex(publicKey.subarray(0, 16))).toBe(pk);
  const kem = new XWing();
  const recipientPublicKey = await kem.importKey('raw', publicKey.buffer, true);
  const { sharedSecret, enc } = await kem.encap({ recipientPublicKey, ekm: bytes(eseed).buffer });
  expect(hex(enc.slice(0, 16))).toBe(ct);
  expect(hex(sharedSecret)).toBe(ss);
  expect(hex(await kem.decap({ recipientKey: privateKey, enc }))).toBe(ss);
  expect(hex(ml_kem768_x25519.decapsulate(new Uint8Array(enc), bytes(seed)))).toBe(ss);
});

// RFC 9180, appendix A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, first message. The library
// cannot be given X-Wing vectors for HPKE as a whole (none are published), so its key schedule is held to these.
const RFC9180 = {
  info: '4f6465206f6e2061204772656369616e2055726e',
  skRm: '4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8',
  enc: '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431',
  sharedSecret: 'fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc',
  key: '4531685d41d65f03dc48f6b8302c05b0',
  nonce: '56d890e5accaaf011cff4b7d',
  aad: '436f756e742d30',
  pt: '4265617574792069732074727574682c20747275746820626561757479',
  ct: 'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
};

test('the library opens the vector of RFC 9180, A.1.1', async () => {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
  const recipientKey = await suite.kem.importKey('raw', bytes(RFC9180.skRm).buffer, false);
  const enc = bytes(RFC9180.enc).buffer;
  const context = await suite.createRecipientContext({ recipientKey, enc, info: bytes(RFC9180.info).buffer });
  expect(hex(await context.open(bytes(RFC9180.ct).buffer, bytes(RFC9180.aad).buffer))).toBe(RFC9180.pt);
});

/** KeySchedule of RFC 9180, section 5.1, base mode with HKDF-SHA256, written again here from the RFC. */
function keySchedule(kemId: number, aeadId: number, keyBytes: number, sharedSecret: Uint8Array, info: Uint8Array) {
  const two = (value: number) => Uint8Array.of(value >> 8, value & 255);
  const suiteId = Buffer.concat([Buffer.from('HPKE'), two(kemId), two(1), two(aeadId)]);
  const extract = (salt: Uint8Array, label: string, secret: Uint8Array) =>
    createHmac('sha256', salt)
      .update(Buffer.concat([Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), secret]))
      .digest();
  const none = new Uint8Array(0);
  const context = Buffer.concat([
    Uint8Array.of(0),
    extract(none, 'psk_id_hash', none),
    extract(none, 'info_hash', info),
  ]);
  const secret = extract(sharedSecret, 'secret', none);
  const expand = (label: string, length: number) => {
    const input = [two(length), Buffer.from('HPKE-v1'), suiteId, Buffer.from(label), context, Uint8Array.of(1)];
    return createHmac('sha256', secret).update(Buffer.concat(input)).digest().subarray(0, length);
  };
  return { key: expand('key', keyBytes), nonce: expand('base_nonce', 12) };
}

test('the key schedule written again here gives key and nonce of RFC 9180, A.1.1', () => {
  const { key, nonce } = keySchedule(0x0020, 1, 16, bytes(RFC9180.sharedSecret), bytes(RFC9180.info));
  expect([hex(key), hex(nonce)]).toEqual([RFC9180.key, RFC9180.nonce]);
});

describe('a sealed value', () => {
  const seed = randomBytes(32);
  const info = lengthPrefixed('grant', 'a');
  const plaintext = randomBytes(32);

  test('opens with another implementation of X-Wing and the key schedule above', async () => {
    const { publicKey } = await keyPairFromSeed(seed);
    expect(hex(ml_kem768_x25519.keygen(Uint8Array.from(seed)).publicKey)).toBe(hex(publicKey));
    const sealed = await hpkeSeal(publicKey, info, plaintext);
    expect(sealed.length).toBe(1 + 1120 + 32 + 16);
    const shared = ml_kem768_x25519.decapsulate(Uint8Array.from(sealed.subarray(1, 1121)), Uint8Array.from(seed));
    const { key, nonce } = keySchedule(0x647a, 2, 32, shared, lengthPrefixed('linden/hpke', 2, info));
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([decipher.update(sealed.subarray(1121, -16)), decipher.final()])).toEqual(plaintext);
  });

  test('opens for its key and info only, and unchanged only', async () => {
    const { publicKey, privateKey } = await keyPairFromSeed(seed);
    const other = await keyPairFromSeed(randomBytes(32));
    const sealed = await hpkeSeal(publicKey, info, plaintext);
    expect(await hpkeOpen(privateKey, info, sealed)).toEqual(plaintext);
    await expect(hpkeOpen(other.privateKey, info, sealed)).rejects.toThrow(DecryptionError);
    await expect(hpkeOpen(privateKey, lengthPrefixed('grant', 'b'), sealed)).rejects.toThrow(DecryptionError);
    for (let at = 0; at < sealed.length; at += 9) {
      const flipped = Uint8Array.from(sealed);
      flipped[at]! ^= 1 << (at % 8);
      await expect(hpkeOpen(privateKey, info, flipped)).rejects.toThrow(DecryptionError);
    }
    for (const length of [0, 1, 1120, 1121, 1137, sealed.length - 1]) {
      await expect(hpkeOpen(privateKey, info, sealed.subarray(0, length))).rejects.toThrow(DecryptionError);
    }
  });

  test('needs keys and seeds of the right length', async () => {
    await expect(keyPairFromSeed(randomBytes(31))).rejects.toThrow(RangeError);
    await expect(hpkeSeal(randomBytes(1215), info, plaintext)).rejects.toThrow(RangeError);
  });

  test('takes no bytes from around a view of a larger buffer', async () => {
    const pool = Buffer.concat([randomBytes(50), seed, randomBytes(50)]);
    expect((await keyPairFromSeed(pool.subarray(50, 82))).publicKey).toEqual((await keyPairFromSeed(seed)).publicKey);
    expect(hkdf(seed, new Uint8Array(0), info, 32)).toEqual(hkdf(pool.subarray(50, 82), new Uint8Array(0), info, 32));
  });
});
