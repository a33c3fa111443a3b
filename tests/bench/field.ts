import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import ciphersweet from 'ciphersweet-js';
import { openText, sealText, type FieldAddress } from '#app/platform/crypto/field-cipher.server.ts';
import { measure, type Result } from './measure.ts';

const { CipherSweet, EncryptedField, FIPSCrypto, StringProvider } = ciphersweet;
const TEXT = 'Fictional Person of Nowhere';
const ROUNDS = 40;
const CALLS = 500;

/** (b) Sealing and opening one field, against bare AES-256-GCM and against ciphersweet-js (FIPS mode). */
export async function benchField(): Promise<Result[]> {
  const key = randomBytes(32);
  const address: FieldAddress = {
    organisationId: randomUUID(),
    table: 'identity_record',
    column: 'full_name_ct',
    rowId: randomUUID(),
    subjectId: randomUUID(),
    compartment: 'identity',
    epoch: 1,
    rowVersion: 1,
  };
  const sealed = sealText(key, address, TEXT);
  const bare = sealBare(key);
  const sweet = new EncryptedField(new CipherSweet(new StringProvider(key.toString('hex')), new FIPSCrypto()), 'person', 'name');
  const sweetSealed = await sweet.encryptValue(TEXT);
  const common = { rounds: ROUNDS, calls: CALLS };
  return [
    await measure({ ...common, name: 'field.seal/bare', about: 'seal a field against AES-256-GCM alone', ours: () => sealText(key, address, TEXT), other: { name: 'bare AES-256-GCM', run: () => sealBare(key) } }),
    await measure({ ...common, name: 'field.open/bare', about: 'open a field against AES-256-GCM alone', ours: () => openText(key, address, sealed), other: { name: 'bare AES-256-GCM', run: () => openBare(key, bare) } }),
    await measure({ ...common, calls: 20, name: 'field.seal/ciphersweet', about: 'seal a field against ciphersweet-js', ours: () => sealText(key, address, TEXT), other: { name: 'ciphersweet-js', run: () => sweet.encryptValue(TEXT) } }),
    await measure({ ...common, calls: 20, name: 'field.open/ciphersweet', about: 'open a field against ciphersweet-js', ours: () => openText(key, address, sealed), other: { name: 'ciphersweet-js', run: () => sweet.decryptValue(sweetSealed) } }),
  ];
}

function sealBare(key: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(TEXT, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function openBare(key: Uint8Array, stored: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, 12));
  decipher.setAuthTag(stored.subarray(-16));
  return decipher.update(stored.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}
