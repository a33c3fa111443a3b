import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import {
  factorIdOf,
  factorKeyOf,
  openFactorSecret,
  openOffer,
  sealFactorSecret,
  sealOffer,
} from '#app/platform/keys/factor-secrets.server.ts';

const seed = randomBytes(32);
const key = factorKeyOf(seed, 'm');
const address = { organisationId: 'o', memberId: 'm', factorId: 'f' };
const secret = randomBytes(20);

test('a secret opens under its own key and address alone', () => {
  const sealed = sealFactorSecret(key, address, secret);
  expect(openFactorSecret(key, address, sealed)).toEqual(secret);
  for (const change of [{ organisationId: 'p' }, { memberId: 'n' }, { factorId: 'g' }]) {
    expect(() => openFactorSecret(key, { ...address, ...change }, sealed)).toThrow(DecryptionError);
  }
  for (const other of [factorKeyOf(seed, 'n'), factorKeyOf(randomBytes(32), 'm')]) {
    expect(() => openFactorSecret(other, address, sealed)).toThrow(DecryptionError);
  }
});

test('an offer is hers, for half an hour, and cannot be made by hand', () => {
  const now = new Date();
  const offer = sealOffer(key, 'm', secret, now);
  expect(openOffer(key, 'm', offer, new Date(now.getTime() + 29 * 60_000))).toEqual(secret);
  expect(openOffer(key, 'm', offer, new Date(now.getTime() + 31 * 60_000))).toBeNull();
  expect(openOffer(key, 'm', offer, new Date(now.getTime() - 1000))).toBeNull();
  expect(openOffer(key, 'n', offer, now)).toBeNull();
  expect(openOffer(factorKeyOf(seed, 'n'), 'm', offer, now)).toBeNull();
  for (const forged of ['', 'AAAA', offer.slice(0, -4), `${offer.slice(0, 50)}A${offer.slice(51)}x`])
    expect(openOffer(key, 'm', forged, now)).toBeNull();
});

test('the same secret makes the same id, and another member another one', () => {
  expect(factorIdOf(key, secret)).toBe(factorIdOf(key, secret));
  expect(factorIdOf(key, secret)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(factorIdOf(factorKeyOf(seed, 'n'), secret)).not.toBe(factorIdOf(key, secret));
});
