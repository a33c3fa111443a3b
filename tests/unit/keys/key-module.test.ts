import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KeyModule, KeyModuleError, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { temporaryKeyModule } from '../../support/key-module.ts';

let module: KeyModule;
let path: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ module, path, remove } = await temporaryKeyModule());
});
afterEach(() => remove());

const data = Buffer.from('data');
const open = () => openKeyModule({ location: `file:${path}` });

/** Rewrites the key file as an operator's rotation would: version 2 of every key, version 1 kept. */
async function rotate() {
  type Rings = Record<string, { current: number; keys: Record<string, string> }>;
  const file: { hmac: Rings; sign: Rings } = JSON.parse(await readFile(path, 'utf8'));
  for (const ring of [...Object.values(file.hmac), ...Object.values(file.sign)]) {
    ring.current = 2;
    ring.keys['2'] = randomBytes(32).toString('base64');
  }
  await writeFile(path, JSON.stringify(file));
}

describe('the file', () => {
  test('is made private, when asked, and never made anew over an old one', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const before = await readFile(path, 'utf8');
    await openKeyModule({ location: `file:${path}`, createIfMissing: true });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test('is one file for two processes that start at the same moment', async () => {
    const location = `file:${join(dirname(path), 'new', 'keys.json')}`;
    const modules = await Promise.all([1, 2, 3].map(() => openKeyModule({ location, createIfMissing: true })));
    const macs = await Promise.all(modules.map((each) => each.hmac('pepper', data)));
    expect(new Set(macs.map(({ mac }) => mac.toString('hex'))).size).toBe(1);
  });

  test.each([0o640, 0o604, 0o660, 0o644, 0o610])('is refused with mode %o', async (mode) => {
    await chmod(path, mode);
    await expect(open()).rejects.toThrow(KeyModuleError);
    await expect(open()).rejects.toThrow(/chmod 600/);
    await expect(module.check()).rejects.toThrow(KeyModuleError);
  });

  test('is refused when missing, a directory, damaged or incomplete, without quoting its contents', async () => {
    const text = await readFile(path, 'utf8');
    const secret = JSON.parse(text).hmac.pepper.keys['1'] as string;
    const damaged = [
      text.slice(0, 300),
      '{}',
      text.replace('"session"', '"sessions"'),
      text.replace(secret, secret.slice(4)),
    ];
    for (const content of [...damaged, text.replace('"current": 1', '"current": 3')]) {
      await writeFile(path, content);
      const error = await open().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(KeyModuleError);
      expect(inspect(error)).not.toContain(secret.slice(4, 24));
    }
    await rename(path, `${path}.away`);
    await expect(open()).rejects.toThrow(/no key file/);
    await mkdir(path, { mode: 0o700 });
    await expect(open()).rejects.toThrow(KeyModuleError);
  });

  test('is refused inside the database directory, through a link as well', async () => {
    const refused = (databaseDirectory: string) =>
      expect(openKeyModule({ location: `file:${path}`, databaseDirectory })).rejects.toThrow(/inside the database/);
    await refused(dirname(path));
    const database = join(dirname(path), 'postgres');
    const link = join(dirname(path), 'link');
    await mkdir(database);
    await symlink(database, link);
    const linked = { location: `file:${join(link, 'keys.json')}`, createIfMissing: true, databaseDirectory: database };
    await expect(openKeyModule(linked)).rejects.toThrow(/inside the database/);
    expect(await readdir(database)).toEqual([]);
    await openKeyModule({ location: `file:${path}`, databaseDirectory: database });
  });

  test('must still be there and the same at a check', async () => {
    await module.check();
    await rotate();
    await expect(module.check()).rejects.toThrow(/has changed/);
  });
});

describe('the keys', () => {
  test('are one per purpose and version, and do not show', async () => {
    const [pepper, session] = [await module.hmac('pepper', data), await module.hmac('session', data)];
    expect(pepper.version).toBe(1);
    expect(pepper.mac.length).toBe(32);
    expect(pepper.mac.equals(session.mac)).toBe(false);
    const secret = JSON.parse(await readFile(path, 'utf8')).hmac.pepper.keys['1'] as string;
    const shown = inspect(module, { depth: 9, showHidden: true }) + JSON.stringify(module);
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain(Buffer.from(secret, 'base64').toString('hex').slice(0, 16));
  });

  test('rotate: the old version still answers, new work uses the new one', async () => {
    const [mac, signed] = [await module.hmac('pepper', data), await module.sign('packet', data)];
    await rotate();
    const rotated = await open();
    expect((await rotated.hmac('pepper', data)).version).toBe(2);
    expect(await rotated.hmac('pepper', data, 1)).toEqual(mac);
    expect(await rotated.verify('packet', signed.version, data, signed.signature)).toBe(true);
    expect((await rotated.sign('packet', data)).version).toBe(2);
    expect(await rotated.verify('packet', 2, data, signed.signature)).toBe(false);
    await expect(rotated.hmac('pepper', data, 3)).rejects.toThrow(KeyModuleError);
  });

  test('sign for one purpose and one text only', async () => {
    const { version, signature } = await module.sign('directory', data);
    expect(await module.verify('directory', version, data, signature)).toBe(true);
    expect(await module.verify('packet', version, data, signature)).toBe(false);
    expect(await module.verify('directory', version, Buffer.from('dato'), signature)).toBe(false);
    expect(await module.verify('directory', 9, data, signature)).toBe(false);
    expect(await module.verify('directory', version, data, signature.subarray(1))).toBe(false);
  });
});

test('other kinds of key module are refused with what to do', async () => {
  await expect(openKeyModule({ location: 'pkcs11:token=linden' })).rejects.toThrow(/PKCS #11/);
  await expect(openKeyModule({ location: '' })).rejects.toThrow(/file:<path>/);
  await expect(openKeyModule({ location: 'file:' })).rejects.toThrow(KeyModuleError);
});
