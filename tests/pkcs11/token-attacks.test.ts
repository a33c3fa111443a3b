import { createHmac, randomBytes, sign, verify } from 'node:crypto';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Handle, Template } from 'pkcs11js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hmacMessage, signMessage } from '#app/platform/keys/key-message.ts';
import { type KeyModule, KeyModuleError, openKeyKeeper, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { ED25519 } from '#app/platform/keys/pkcs11-algorithms.server.ts';
import { loadPkcs11Library, type Pkcs11Library } from '#app/platform/keys/pkcs11-library.server.ts';
import { aToken } from '../support/softhsm.ts';
import { type Token, tokenDirectory } from '../support/token.ts';

let token: Token;
let module: KeyModule;
let library: Pkcs11Library;
/** a session of the process, which is logged in: an insider who knows the PIN */
let session: Handle;
beforeEach(async () => {
  token = await aToken();
  await openKeyKeeper(token.location).create();
  module = await openKeyModule({ location: token.location });
  library = await loadPkcs11Library(token.modulePath);
  const { api, names } = library;
  const slot = api.C_GetSlotList(true).find((each) => api.C_GetTokenInfo(each).label.trimEnd() === token.label)!;
  session = api.C_OpenSession(slot, names.CKF_SERIAL_SESSION | names.CKF_RW_SESSION);
});
afterEach(async () => {
  library.api.C_CloseSession(session);
  await token.remove();
});

const data = Buffer.from('data');
const open = () => openKeyModule({ location: token.location });
const run = promisify(execFile);

/** Somebody with the token's files and without its PIN (tests/support/token-thief.mjs). */
async function thief(action: string, ...more: string[]): Promise<{ done?: unknown; refused?: string }> {
  const script = path.join(import.meta.dirname, '../support/token-thief.mjs');
  const { stdout } = await run(process.execPath, [script, token.modulePath, token.label, action, ...more]);
  return JSON.parse(stdout) as { done?: unknown; refused?: string };
}

function find(label: string, kind?: number): Handle[] {
  const { api, names } = library;
  const ofKind = kind === undefined ? [] : [{ type: names.CKA_CLASS, value: kind }];
  api.C_FindObjectsInit(session, [{ type: names.CKA_LABEL, value: Buffer.from(label) }, ...ofKind]);
  const found = api.C_FindObjects(session, 10) as Handle[];
  api.C_FindObjectsFinal(session);
  return found;
}

/** A secret key as the keeper makes it, but for `differently`. */
function makeSecret(label: string, differently: Template): Handle {
  const { api, names } = library;
  const usual: Template = [
    { type: names.CKA_CLASS, value: names.CKO_SECRET_KEY },
    { type: names.CKA_KEY_TYPE, value: names.CKK_GENERIC_SECRET },
    { type: names.CKA_VALUE_LEN, value: 32 },
    { type: names.CKA_TOKEN, value: true },
    { type: names.CKA_PRIVATE, value: true },
    { type: names.CKA_SENSITIVE, value: true },
    { type: names.CKA_EXTRACTABLE, value: false },
    { type: names.CKA_DERIVE, value: false },
    { type: names.CKA_SIGN, value: true },
    { type: names.CKA_LABEL, value: Buffer.from(label) },
  ];
  const template = [...usual.filter(({ type }) => !differently.some((other) => other.type === type)), ...differently];
  return api.C_GenerateKey(session, { mechanism: names.CKM_GENERIC_SECRET_KEY_GEN }, template);
}

function attempt(work: () => unknown): string {
  try {
    work();
    return 'done';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('with the PIN', () => {
  test('no key can be taken out of the token; one that may be extracted can (planted), and is not used', async () => {
    const { api, names } = library;
    const value = (key: Handle) => api.C_GetAttributeValue(session, key, [{ type: names.CKA_VALUE }]);
    const wrappingKey = api.C_GenerateKey(session, { mechanism: names.CKM_AES_KEY_GEN }, [
      { type: names.CKA_VALUE_LEN, value: 32 },
      { type: names.CKA_WRAP, value: true },
      { type: names.CKA_ENCRYPT, value: true },
    ]);
    const wrap = (key: Handle) =>
      api.C_WrapKey(session, { mechanism: names.CKM_AES_KEY_WRAP_PAD }, wrappingKey, key, Buffer.alloc(256));
    const keys = [
      ...['pepper', 'session', 'statistics_person', 'statistics_noise'].map(
        (name) => find(`linden/hmac/${name}/1`)[0]!,
      ),
      ...['directory', 'packet', 'checkpoint'].map((name) => find(`linden/sign/${name}/1`, names.CKO_PRIVATE_KEY)[0]!),
    ];
    for (const key of keys) {
      expect(attempt(() => value(key))).toBe('CKR_ATTRIBUTE_SENSITIVE');
      expect(attempt(() => wrap(key))).toMatch(/^CKR_KEY_(UNEXTRACTABLE|NOT_WRAPPABLE)$/);
      for (const [type, wanted] of [
        [names.CKA_EXTRACTABLE, true],
        [names.CKA_SENSITIVE, false],
      ] as const) {
        expect(attempt(() => api.C_SetAttributeValue(session, key, [{ type, value: wanted }]))).toMatch(/^CKR_/);
        const copy = () => value(api.C_CopyObject(session, key, [{ type, value: wanted }]));
        expect(attempt(copy)).toMatch(/^CKR_/);
      }
    }

    const weak = [
      { type: names.CKA_SENSITIVE, value: false },
      { type: names.CKA_EXTRACTABLE, value: true },
    ];
    const planted = makeSecret('linden/hmac/pepper/2', weak);
    const leaked = value(planted)[0]!.value as Buffer;
    expect(leaked).toHaveLength(32);
    api.C_SignInit(session, { mechanism: names.CKM_SHA256_HMAC }, planted);
    expect(api.C_Sign(session, data, Buffer.alloc(32))).toEqual(createHmac('sha256', leaked).update(data).digest());
    await expect(module.check()).rejects.toThrow(/linden\/hmac\/pepper\/2 is not used: CKA_/);
    await expect(open()).rejects.toThrow(KeyModuleError);
  });

  test.each([
    ['CKA_SENSITIVE', false],
    ['CKA_EXTRACTABLE', true],
    ['CKA_PRIVATE', false],
    ['CKA_DERIVE', true],
    ['CKA_SIGN', false],
  ] as const)('a key with %s=%s is not used', async (attribute, value) => {
    const planted = makeSecret('linden/hmac/session/2', [{ type: library.names[attribute], value }]);
    await expect(open()).rejects.toThrow(/session\/2 is not used: CKA_/);
    library.api.C_DestroyObject(session, planted);
    await (await open()).check();
  });

  test('a key that was brought in is not used, whatever it says of itself', async () => {
    const { api, names } = library;
    const known = randomBytes(32);
    const template: Template = [
      { type: names.CKA_CLASS, value: names.CKO_SECRET_KEY },
      { type: names.CKA_KEY_TYPE, value: names.CKK_GENERIC_SECRET },
      { type: names.CKA_TOKEN, value: true },
      { type: names.CKA_PRIVATE, value: true },
      { type: names.CKA_SENSITIVE, value: true },
      { type: names.CKA_EXTRACTABLE, value: false },
      { type: names.CKA_SIGN, value: true },
      { type: names.CKA_VALUE, value: known },
      { type: names.CKA_LABEL, value: Buffer.from('linden/hmac/pepper/2') },
    ];
    const boast = { type: names.CKA_LOCAL, value: true };
    expect(attempt(() => api.C_CreateObject(session, [...template, boast]))).toMatch(/^CKR_/);
    api.C_CreateObject(session, template);
    await expect(open()).rejects.toThrow(/pepper\/2 is not used: CKA_LOCAL/);
    await expect(module.check()).rejects.toThrow(/CKA_LOCAL/);
    // What it would have been good for: whoever brought it in can work out every pepper.
    const [planted] = find('linden/hmac/pepper/2');
    api.C_SignInit(session, { mechanism: names.CKM_SHA256_HMAC }, planted!);
    const message = Buffer.from(hmacMessage('pepper', 2, data));
    expect(api.C_Sign(session, message, Buffer.alloc(32))).toEqual(
      createHmac('sha256', known).update(message).digest(),
    );
  });

  test('two keys of one name are refused, though each alone would do; and a name that Linden does not know', async () => {
    const twin = makeSecret('linden/hmac/session/1', []);
    await expect(module.check()).rejects.toThrow(/two keys named linden\/hmac\/session\/1/);
    await expect(open()).rejects.toThrow(/two keys/);
    library.api.C_DestroyObject(session, twin);
    await expect(open()).resolves.toBeDefined();
    const strange = makeSecret('linden/hmac/other/1', []);
    await expect(open()).rejects.toThrow(/does not know/);
    library.api.C_DestroyObject(session, strange);
    makeSecret('another program', []);
    await expect(open()).resolves.toBeDefined();
  });

  test('a key that was replaced is noticed by who knew it', async () => {
    const before = await module.hmac('session', data);
    library.api.C_DestroyObject(session, find('linden/hmac/session/1')[0]!);
    makeSecret('linden/hmac/session/1', []);
    await expect(module.check()).rejects.toThrow(/session of version 1 is another one/);
    await expect(module.hmac('session', data, 1)).rejects.toThrow(KeyModuleError);
    // A process that starts now cannot know; what is sealed under the old key does not open for it.
    expect((await (await open()).hmac('session', data)).mac.equals(before.mac)).toBe(false);
  });

  test('a key that was lost is not replaced by a new one', async () => {
    library.api.C_DestroyObject(session, find('linden/hmac/pepper/1')[0]!);
    await expect(module.check()).rejects.toThrow(/no key linden\/hmac\/pepper\/1/);
    await expect(openKeyKeeper(token.location).create()).rejects.toThrow(/lacks keys for pepper and has the others/);
    await expect(openKeyKeeper(token.location).add('pepper')).rejects.toThrow(KeyModuleError);
    for (const object of find('linden/sign/directory/1', library.names.CKO_PUBLIC_KEY))
      library.api.C_DestroyObject(session, object);
    await expect(open()).rejects.toThrow(/directory\/1 is not the key it should be/);
  });
});

describe('without the PIN', () => {
  test('a thief of the token sees public keys alone; an open key lies there to be read (planted)', async () => {
    const seen = (await thief('list')).done as string[];
    expect(seen.sort()).toEqual(['linden/sign/checkpoint/1', 'linden/sign/directory/1', 'linden/sign/packet/1']);
    expect(await thief('log-in', '0000')).toEqual({ refused: 'CKR_PIN_INCORRECT' });
    expect(await thief('log-in', token.pin)).toEqual({ done: true });

    const stolen = await mkdtemp(path.join(tmpdir(), 'linden-stolen-'));
    const { api, names } = library;
    const [closed, plain] = [randomBytes(32), randomBytes(32)];
    for (const [value, isPrivate] of [
      [closed, true],
      [plain, false],
    ] as const) {
      api.C_CreateObject(session, [
        { type: names.CKA_CLASS, value: names.CKO_SECRET_KEY },
        { type: names.CKA_KEY_TYPE, value: names.CKK_GENERIC_SECRET },
        { type: names.CKA_TOKEN, value: true },
        { type: names.CKA_PRIVATE, value: isPrivate },
        { type: names.CKA_VALUE, value },
      ]);
    }
    await cp(tokenDirectory(), stolen, { recursive: true });
    const files = (await readdir(stolen, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const contents = await Promise.all(files.map((entry) => readFile(path.join(entry.parentPath, entry.name))));
    const all = Buffer.concat(contents);
    expect(all.includes(plain)).toBe(true);
    expect(all.includes(closed)).toBe(false);
    expect(all.includes(token.pin)).toBe(false);
    await rm(stolen, { recursive: true });
  });

  test('who can write to the token plants nothing that is used: neither a known key nor one made there', async () => {
    const known = randomBytes(32);
    expect(await thief('plant-private', 'linden/hmac/pepper/2', known.toString('hex'))).toEqual({
      refused: 'CKR_USER_NOT_LOGGED_IN',
    });
    const plants: Array<[string, ...string[]]> = [
      ['plant-known', 'linden/hmac/pepper/2', known.toString('hex')],
      ['plant-known', 'linden/hmac/pepper/1', known.toString('hex')],
      ['plant-made', 'linden/hmac/pepper/2'],
      ['plant-made', 'linden/hmac/session/1'],
    ];
    for (const [action, label = '', ...more] of plants) {
      expect(await thief(action, label, ...more)).toEqual({ done: true });
      // Planted, and found by its name: whoever took the first or the newest would use it.
      const planted = find(label).find(
        (key) =>
          library.api.C_GetAttributeValue(session, key, [{ type: library.names.CKA_PRIVATE }])[0]!.value[0 as never] ===
          0,
      );
      expect(planted).toBeDefined();
      await expect(open(), action).rejects.toThrow(/is not used: CKA_PRIVATE|two keys named/);
      await expect(module.check()).rejects.toThrow(KeyModuleError);
      library.api.C_DestroyObject(session, planted!);
      await new Promise((resolve) => setTimeout(resolve, 250));
      await module.check();
    }
  });

  test('who exchanges a public key does not get her own signatures accepted', async () => {
    const { done: pem } = await thief('replace-public', 'linden/sign/directory/1');
    await expect(open()).rejects.toThrow(/public key of linden\/sign\/directory\/1 in the token does not belong/);
    const message = signMessage('directory', 1, data);
    const forged = sign(null, message, pem as string);
    expect(await module.verify('directory', 1, data, forged)).toBe(false);
    // Believing the token's public key alone, the forgery holds.
    const [object] = find('linden/sign/directory/1', library.names.CKO_PUBLIC_KEY);
    const point = library.api.C_GetAttributeValue(session, object!, [{ type: library.names.CKA_EC_POINT }])[0]!
      .value as Buffer;
    expect(verify(null, message, ED25519.publicKey(point), forged)).toBe(true);
  });
});

describe('the signatures of a token', () => {
  test('are over the same bytes as those of a key file', async () => {
    const { signature } = await module.sign('packet', data);
    const [object] = find('linden/sign/packet/1', library.names.CKO_PUBLIC_KEY);
    const point = library.api.C_GetAttributeValue(session, object!, [{ type: library.names.CKA_EC_POINT }])[0]!
      .value as Buffer;
    expect(verify(null, signMessage('packet', 1, data), ED25519.publicKey(point), signature)).toBe(true);
    expect(verify(null, data, ED25519.publicKey(point), signature)).toBe(false);
  });
});

test('the PIN file is never written by any of this', async () => {
  await writeFile(token.pinFile, `${token.pin}\n`);
  await open();
  expect(await readFile(token.pinFile, 'utf8')).toBe(`${token.pin}\n`);
});
