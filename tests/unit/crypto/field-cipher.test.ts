import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { lengthPrefixed } from '#app/platform/crypto/encode.ts';
import {
  type FieldAddress,
  openField,
  openText,
  sealField,
  sealText,
} from '#app/platform/crypto/field-cipher.server.ts';
import { attack, totalAccepted } from '../../support/mutations.ts';

const key = randomBytes(32);
const address: FieldAddress = {
  organisationId: '7d0c3d53-0d3c-4f4a-8a37-3d5a62b3a001',
  table: 'case_identity',
  column: 'name_ct',
  rowId: '7d0c3d53-0d3c-4f4a-8a37-3d5a62b3a002',
  subjectId: '7d0c3d53-0d3c-4f4a-8a37-3d5a62b3a003',
  compartment: 'identity',
  epoch: 2,
  rowVersion: 7,
};
/** The address, and every address that differs from it in one place; the last one is the row's older version. */
const addresses: FieldAddress[] = [
  address,
  ...(['organisationId', 'table', 'column', 'rowId', 'subjectId', 'compartment'] as const).map((place) => ({
    ...address,
    [place]: `${address[place]}x`,
  })),
  { ...address, epoch: 1 },
  { ...address, rowVersion: 6 },
];
const isRefusal = (error: unknown) => error instanceof DecryptionError;
const contextWithoutVersion = ({ rowVersion: _, ...rest }: FieldAddress) => Buffer.from(JSON.stringify(rest));

/** AES-256-GCM as it is often used: nonce ‖ ciphertext ‖ tag, with `aad` or none. */
function gcmCipher(aad: (address: FieldAddress) => Uint8Array) {
  return {
    seal(at: FieldAddress, plaintext: Uint8Array) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad(at));
      return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    },
    open(at: FieldAddress, stored: Uint8Array) {
      try {
        const tagAt = stored.length - 16;
        const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(aad(at)).setAuthTag(stored.subarray(tagAt));
        return Buffer.concat([decipher.update(stored.subarray(12, tagAt)), decipher.final()]);
      } catch {
        throw new DecryptionError();
      }
    },
  };
}

describe('a field', () => {
  test('opens at its own address, in any size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (value) => {
        const stored = sealField(key, address, value);
        expect(stored.length).toBe(value.length + 81);
        expect(Uint8Array.from(openField(key, address, stored))).toEqual(value);
      }),
    );
  });

  test('is laid out as documented: opened here by hand, from the description', () => {
    const stored = sealField(key, address, Buffer.from('besimi'));
    const a = address;
    const info = lengthPrefixed(
      'linden/field/bytes',
      1,
      a.organisationId,
      a.table,
      a.column,
      a.rowId,
      a.subjectId,
      a.compartment,
      a.epoch,
      a.rowVersion,
    );
    // SP 800-108 in counter mode, one block: [1] ‖ label ‖ 0 ‖ context ‖ [512], under HMAC-SHA-512.
    const counter = Buffer.from([0, 0, 0, 1]);
    const context = Buffer.concat([stored.subarray(1, 33), info]);
    const input = Buffer.concat([counter, Buffer.from('linden/field'), Buffer.alloc(1), context, Buffer.from([0, 0, 2, 0])]);
    const derived = createHmac('sha512', key).update(input).digest();
    expect(stored[0]).toBe(1);
    expect(stored.subarray(33, 65)).toEqual(derived.subarray(32, 64));
    const decipher = createDecipheriv('aes-256-gcm', derived.subarray(0, 32), Buffer.alloc(12));
    decipher.setAuthTag(stored.subarray(-16));
    expect(decipher.update(stored.subarray(65, -16), undefined, 'utf8') + decipher.final('utf8')).toBe('besimi');
  });

  test('never looks the same twice, and hides the length of a short text', () => {
    const [one, two] = [sealText(key, address, 'Ana'), sealText(key, address, 'Ana')];
    expect(one.equals(two)).toBe(false);
    expect(one.length).toBe(sealText(key, address, 'Shpresa Krasniqi-Marković').length);
    expect(openText(key, address, one)).toBe('Ana');
  });

  test('does not open under another key, nor as another format', () => {
    expect(() => openField(randomBytes(32), address, sealField(key, address, key))).toThrow(DecryptionError);
    expect(() => openText(key, address, sealField(key, address, Buffer.alloc(64)))).toThrow(DecryptionError);
    expect(() => openField(key, address, sealText(key, address, 'x'))).toThrow(DecryptionError);
    expect(() => sealField(randomBytes(31), address, key)).toThrow(RangeError);
  });

  test('opens under no address that differs in one place', () => {
    const stored = sealText(key, address, 'Ana');
    for (const other of addresses.slice(1)) expect(() => openText(key, other, stored)).toThrow(DecryptionError);
  });

  test('says the same, whatever the cause', () => {
    const stored = sealText(key, address, 'Ana');
    const failures = [
      stored.subarray(1),
      new Uint8Array(0),
      Uint8Array.of(9, ...stored.subarray(1)),
      stored.fill(0, 40),
    ];
    const messages = failures.map((bytes) => {
      try {
        return openText(key, address, bytes);
      } catch (error) {
        return String(error);
      }
    });
    expect(new Set(messages)).toEqual(new Set([String(new DecryptionError())]));
  });
});

describe('somebody who can write to the database', () => {
  test('finds no mutation of stored values that opens, in more than 10,000', async () => {
    const samples = addresses.map((at, index) => ({ address: at, stored: sealText(key, at, `value ${index}`) }));
    const report = await attack(samples, (at, stored) => openText(key, at, stored), isRefusal);
    expect(report.tried).toBeGreaterThan(10_000);
    expect(totalAccepted(report)).toBe(0);
    expect(report.surprises).toEqual([]);
  });

  test('moves values freely where the cipher has no AAD (planted)', async () => {
    const weak = gcmCipher(() => new Uint8Array(0));
    const samples = addresses.map((at) => ({ address: at, stored: weak.seal(at, Buffer.from('value')) }));
    const report = await attack(samples, weak.open, isRefusal);
    expect(report.accepted).toEqual({
      flip: 0,
      cut: 0,
      extend: 0,
      splice: 0,
      move: addresses.length * (addresses.length - 1),
    });
  });

  test('rolls a row back where the AAD lacks the version (planted)', async () => {
    const weak = gcmCipher(contextWithoutVersion);
    const samples = addresses.map((at) => ({ address: at, stored: weak.seal(at, Buffer.from('value')) }));
    const report = await attack(samples, weak.open, isRefusal);
    expect(report.accepted).toEqual({ flip: 0, cut: 0, extend: 0, splice: 0, move: 2 });
  });

  test('changes, cuts and joins where nothing authenticates (planted)', async () => {
    const counter = (stored: Uint8Array) => createDecipheriv('aes-256-ctr', key, stored.subarray(0, 16));
    const seal = () => {
      const nonce = randomBytes(16);
      return Buffer.concat([nonce, createCipheriv('aes-256-ctr', key, nonce).update('value')]);
    };
    const open = (_: FieldAddress, stored: Uint8Array) => {
      if (stored.length < 16) throw new DecryptionError();
      return counter(stored).update(stored.subarray(16));
    };
    const report = await attack(
      addresses.slice(0, 3).map((at) => ({ address: at, stored: seal() })),
      open,
      isRefusal,
    );
    for (const kind of ['flip', 'cut', 'extend', 'splice', 'move'] as const) {
      expect(report.accepted[kind]).toBeGreaterThan(0);
    }
  });
});

// The GCM specification (McGrew and Viega, 2005, appendix B), test cases 13, 14 and 16, which NIST SP 800-38D refers to.
const GCM_VECTORS = [
  { key: '00'.repeat(32), iv: '00'.repeat(12), p: '', a: '', c: '', t: '530f8afbc74536b9a963b4f1c4cb738b' },
  {
    key: '00'.repeat(32),
    iv: '00'.repeat(12),
    p: '00'.repeat(16),
    a: '',
    c: 'cea7403d4d606b6e074ec5d3baf39d18',
    t: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    key: 'feffe9928665731c6d6a8f9467308308'.repeat(2),
    iv: 'cafebabefacedbaddecaf888',
    p:
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
      '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    a: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    c:
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
      '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    t: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
];

test.each(GCM_VECTORS)('AES-256-GCM of this runtime gives the published tag $t', ({ key: k, iv, p, a, c, t }) => {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(k, 'hex'), Buffer.from(iv, 'hex'));
  cipher.setAAD(Buffer.from(a, 'hex'));
  expect(cipher.update(p, 'hex', 'hex') + cipher.final('hex')).toBe(c);
  expect(cipher.getAuthTag().toString('hex')).toBe(t);
});
