import { randomBytes, randomUUID } from 'node:crypto';
import { openText, sealText, type FieldAddress } from '#app/platform/crypto/field-cipher.server.ts';
import { openVault } from '#app/platform/keys/vault.server.ts';
import { measure, type Result } from './measure.ts';

const NAMES = 10_000;

/** (d) Unwrapping 10,000 case keys, decrypting 10,000 names and searching them in memory, against reading them from JSON. */
export async function benchNames(): Promise<Result[]> {
  const organisationId = randomUUID();
  const vault = openVault({ organisationId, compartment: 'identity', epoch: 1 }, randomBytes(32));
  const names = Array.from({ length: NAMES }, (_, n) => `Fictional Person ${n} ${n % 7 === 0 ? 'Përparim' : 'Nowhere'}`);
  const sealed = names.map((name) => {
    const subject = { kind: 'case', id: randomUUID() };
    const key = randomBytes(32);
    const address: FieldAddress = { organisationId, table: 'identity_record', column: 'full_name_ct', rowId: randomUUID(), subjectId: subject.id, compartment: 'identity', epoch: 1, rowVersion: 1 };
    return { subject, address, wrapped: vault.wrapContentKey(subject, key), stored: sealText(key, address, name) };
  });
  const plain = JSON.stringify(names);
  return [
    await measure({
      name: 'names.decrypt-and-search',
      about: `unwrap, decrypt and search ${NAMES} names in memory, against parsing and searching them in the clear`,
      rounds: 8,
      ours: () => search(sealed.map(({ subject, address, wrapped, stored }) => openText(vault.unwrapContentKey(subject, wrapped), address, stored))),
      other: { name: 'plain JSON', run: () => search(JSON.parse(plain) as string[]) },
    }),
  ];
}

/** Accent-insensitive, as a person types. */
function search(names: string[]): number {
  return names.filter((name) => fold(name).includes('perparim')).length;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
