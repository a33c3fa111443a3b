import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyEd25519 } from '#app/platform/crypto/ed25519.server.ts';
import { fingerprintMessage, hmacMessage, signMessage } from '#app/platform/keys/key-message.ts';
import { type KeyKeeper, type KeyModule, KeyModuleError, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { HMAC_PURPOSES, KEY_PURPOSES, SIGN_PURPOSES } from '#app/platform/keys/key-module-types.ts';
import { NOTICED_WITHIN_MS } from '#app/platform/keys/rotating-key-module.server.ts';
import { KIND, type KindOfKeys, temporaryKeyModule } from '../../support/key-module.ts';

const KINDS: KindOfKeys[] = KIND === 'file' ? ['file'] : ['pkcs11', 'pkcs11 with P-256'];
const data = Buffer.from('data');

describe.each(KINDS)('a key module of the kind %s', (kind) => {
  let module: KeyModule;
  let keeper: KeyKeeper;
  let location: string;
  let remove: () => Promise<void>;
  beforeEach(async () => {
    ({ module, keeper, location, remove } = await temporaryKeyModule(kind));
  });
  afterEach(() => remove());

  const open = () => openKeyModule({ location });

  test('has one key per purpose and version, and does not show them', async () => {
    const macs = await Promise.all(HMAC_PURPOSES.map((purpose) => module.hmac(purpose, data)));
    expect(new Set(macs.map(({ mac }) => mac.toString('hex'))).size).toBe(HMAC_PURPOSES.length);
    for (const { version, mac } of macs) expect([version, mac.length]).toEqual([1, 32]);
    for (const purpose of SIGN_PURPOSES) {
      const { version, signature } = await module.sign(purpose, data);
      expect([version, signature.length]).toEqual([1, 64]);
    }
    expect(inspect(module, { depth: 9, showHidden: true }) + JSON.stringify(module)).toMatch(
      /^RotatingKeyModule \{\}\{\}$/,
    );
  });

  test('gives the same answers to every process that opens it', async () => {
    const other = await open();
    expect(await other.hmac('pepper', data)).toEqual(await module.hmac('pepper', data));
    const { version, signature } = await module.sign('packet', data);
    expect(await other.verify('packet', version, data, signature)).toBe(true);
  });

  test('signs for one purpose, version and text only', async () => {
    const { version, signature } = await module.sign('directory', data);
    expect(await module.verify('directory', version, data, signature)).toBe(true);
    for (const purpose of ['packet', 'checkpoint'] as const) {
      expect(await module.verify(purpose, version, data, signature)).toBe(false);
    }
    expect(await module.verify('directory', version, Buffer.from('dato'), signature)).toBe(false);
    expect(await module.verify('directory', 9, data, signature)).toBe(false);
    for (const wrong of [signature.subarray(1), Buffer.concat([signature, data]), Buffer.alloc(64), Buffer.alloc(0)]) {
      expect(await module.verify('directory', version, data, wrong)).toBe(false);
    }
  });

  test('accepts no signature with a single changed bit, and none of another installation', async () => {
    const { version, signature } = await module.sign('directory', data);
    let accepted = 0;
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const changed = Buffer.from(signature);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      if (await module.verify('directory', version, data, changed)) accepted += 1;
    }
    expect(accepted).toBe(0);
    const elsewhere = await temporaryKeyModule(kind);
    const foreign = await elsewhere.module.sign('directory', data);
    expect(await module.verify('directory', foreign.version, data, foreign.signature)).toBe(false);
    expect(await elsewhere.module.verify('directory', foreign.version, data, foreign.signature)).toBe(true);
    await elsewhere.remove();
  });

  test('refuses a version that there is not', async () => {
    await expect(module.hmac('pepper', data, 3)).rejects.toThrow(KeyModuleError);
    await expect(module.hmac('pepper', data, 0)).rejects.toThrow(KeyModuleError);
  });

  test('is not made anew over what is there', async () => {
    const before = await module.hmac('pepper', data);
    expect(await keeper.create()).toEqual([]);
    expect(await keeper.create(true)).toEqual([]);
    await module.check();
    expect(await (await open()).hmac('pepper', data)).toEqual(before);
  });

  describe('with a key for checkpoints', () => {
    test.skipIf(kind === 'pkcs11 with P-256')(
      'signs the bytes as they are, so that its public key is all that a reader needs',
      async () => {
        const { version, signature } = await module.sign('checkpoint', data);
        const { publicKey } = await module.publicKey('checkpoint');
        expect(publicKey.length).toBe(32);
        expect(verifyEd25519(publicKey, data, signature)).toBe(true);
        expect(verifyEd25519(publicKey, Buffer.from('dato'), signature)).toBe(false);
        expect(await module.verify('checkpoint', version, data, signature)).toBe(true);
        const framed = await module.sign('packet', data);
        expect(verifyEd25519((await module.publicKey('packet')).publicKey, data, framed.signature)).toBe(false);
        expect(await module.verify('checkpoint', 1, data, framed.signature)).toBe(false);
        await keeper.add('checkpoint');
        const rotated = await open();
        expect(await rotated.publicKey('checkpoint', 1)).toEqual({ version: 1, publicKey });
        expect((await rotated.publicKey('checkpoint')).version).toBe(2);
        await expect(rotated.publicKey('checkpoint', 3)).rejects.toThrow(KeyModuleError);
      },
    );

    test.runIf(kind === 'pkcs11 with P-256')('refuses to name a key that nobody else could check', async () => {
      await expect(module.publicKey('checkpoint')).rejects.toThrow(/Ed25519/);
    });
  });

  describe('that rotates', () => {
    test('uses the new version for new work, and the old one for what it left behind', async () => {
      const [mac, signed] = [await module.hmac('pepper', data), await module.sign('packet', data)];
      for (const purpose of KEY_PURPOSES) expect(await keeper.add(purpose)).toBe(2);
      for (const rotated of [await open(), module]) {
        await rotated.check();
        expect((await rotated.hmac('pepper', data)).version).toBe(2);
        expect(await rotated.hmac('pepper', data, 1)).toEqual(mac);
        expect((await rotated.hmac('pepper', data)).mac.equals(mac.mac)).toBe(false);
        expect(await rotated.verify('packet', signed.version, data, signed.signature)).toBe(true);
        expect((await rotated.sign('packet', data)).version).toBe(2);
        expect(await rotated.verify('packet', 2, data, signed.signature)).toBe(false);
        expect(await rotated.versions('packet')).toEqual({ current: 2, all: [1, 2] });
      }
    });

    test('is noticed by a running process: at once for an unknown version, within five seconds for new work', async () => {
      await keeper.add('session');
      await keeper.add('directory');
      const ahead = await open();
      const [mac, signed] = [await ahead.hmac('session', data), await ahead.sign('directory', data)];
      expect([mac.version, signed.version]).toEqual([2, 2]);
      expect(await module.hmac('session', data, 2)).toEqual(mac);
      expect(await module.verify('directory', 2, data, signed.signature)).toBe(true);
      await keeper.add('pepper');
      await new Promise((resolve) => setTimeout(resolve, NOTICED_WITHIN_MS + 100));
      expect((await module.hmac('pepper', data)).version).toBe(2);
    });

    test('answers everybody meanwhile', async () => {
      const done = { yet: false };
      const rotating = (async () => {
        for (let round = 0; round < 4; round += 1) {
          await keeper.add('pepper');
          await keeper.add('directory');
          await module.check();
        }
        done.yet = true;
      })();
      let answers = 0;
      const seen = new Set<number>();
      while (!done.yet) {
        await new Promise((resolve) => setImmediate(resolve));
        await Promise.all(
          Array.from({ length: 8 }, async () => {
            const text = randomBytes(20);
            const { version, mac } = await module.hmac('pepper', text);
            expect(await module.hmac('pepper', text, version)).toEqual({ version, mac });
            const signed = await module.sign('directory', text);
            expect(await module.verify('directory', signed.version, text, signed.signature)).toBe(true);
            seen.add(version);
            answers += 1;
          }),
        );
      }
      await rotating;
      expect(answers).toBeGreaterThan(20);
      expect(seen.size).toBeGreaterThan(1);
    });
  });

  describe('that retires a version', () => {
    test('loses it for good; a running process goes on, and the number is not used again', async () => {
      const [mac, signed] = [await module.hmac('session', data), await module.sign('directory', data)];
      for (const purpose of ['session', 'directory'] as const) {
        await keeper.add(purpose);
        await keeper.destroy(purpose, mac.version);
      }
      for (const rotated of [module, await open()]) {
        await rotated.check();
        await expect(rotated.hmac('session', data, 1)).rejects.toThrow(/no key session of version 1/);
        expect(await rotated.verify('directory', 1, data, signed.signature)).toBe(false);
        expect(await rotated.versions('directory')).toEqual({ current: 2, all: [2] });
      }
      expect(await keeper.add('session')).toBe(3);
    });

    test('keeps the current one, and refuses one that there is not', async () => {
      await expect(keeper.destroy('session', 1)).rejects.toThrow(KeyModuleError);
      await keeper.add('session');
      for (const version of [2, 3]) await expect(keeper.destroy('session', version)).rejects.toThrow(KeyModuleError);
      expect(await module.versions('session')).toMatchObject({ all: [1] });
      await module.check();
      expect(await module.versions('session')).toMatchObject({ all: [1, 2] });
    });
  });
});

test('what a key is applied to names its use, purpose and version, each with its length', () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const part = (tag: string, body: Buffer) =>
    Buffer.concat([Buffer.from([0, 0, 0, body.length + 1]), Buffer.from(tag), body]);
  const framed = (use: string, purpose: string, ...rest: Buffer[]) =>
    hex(
      Buffer.concat([
        part('s', Buffer.from(use)),
        part('s', Buffer.from(purpose)),
        part('n', Buffer.from([0, 0, 0, 0, 0, 0, 0, 2])),
        ...rest,
      ]),
    );
  expect(hex(hmacMessage('pepper', 2, data))).toBe(framed('linden/key-module/hmac', 'pepper', part('b', data)));
  expect(hex(signMessage('packet', 2, data))).toBe(framed('linden/key-module/sign', 'packet', part('b', data)));
  expect(hex(fingerprintMessage('packet', 2))).toBe(framed('linden/key-module/fingerprint', 'packet'));
});
