import { chmod, chown, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type KeyKeeper, type KeyModule, KeyModuleError, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { parseKeyModuleLocation } from '#app/platform/keys/key-module-location.ts';
import { NOTICED_WITHIN_MS } from '#app/platform/keys/rotating-key-module.server.ts';
import { temporaryKeyModule } from '../../support/key-module.ts';

let module: KeyModule;
let keeper: KeyKeeper;
let path: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  const keys = await temporaryKeyModule('file');
  ({ module, keeper, remove } = keys);
  path = keys.location.slice('file:'.length);
});
afterEach(() => remove());

const data = Buffer.from('data');
const open = () => openKeyModule({ location: `file:${path}` });

type Rings = Record<string, { current: number; keys: Record<string, string>; retired?: number[] }>;
const contents = async (): Promise<{ hmac: Rings; sign: Rings }> => JSON.parse(await readFile(path, 'utf8'));

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

  test('is written anew by a rotation: private, with its owner, complete, and nothing left beside it', async () => {
    const before = await contents();
    await writeFile(`${path}.0123456789ab.new`, 'left by a kill', { mode: 0o600 });
    if (process.getuid?.() === 0) await chown(path, 65_534, 65_534);
    const owner = (await stat(path)).uid;
    await keeper.add('pepper');
    const after = await contents();
    expect(after.hmac.pepper).toEqual({ current: 2, keys: { ...before.hmac.pepper!.keys, '2': expect.any(String) } });
    expect({ ...after.hmac, pepper: 0 }).toEqual({ ...before.hmac, pepper: 0 });
    expect(after.sign).toEqual(before.sign);
    expect([(await stat(path)).mode & 0o777, (await stat(path)).uid]).toEqual([0o600, owner]);
    expect(await readdir(dirname(path))).toEqual(['keys.json']);
    await keeper.destroy('pepper', 1);
    expect((await contents()).hmac.pepper).toMatchObject({ current: 2, retired: [1] });
  });

  test('with other keys than a running process knows is refused, until the known ones are back', async () => {
    const known = await readFile(path, 'utf8');
    const mac = await module.hmac('session', data);
    const other = await temporaryKeyModule('file');
    for (const replacement of [
      await readFile(other.location.slice('file:'.length), 'utf8'),
      known.replace(/("session": \{\s*"current": )1(,\s*"keys": \{\s*")1/, '$12$22'),
    ]) {
      expect(replacement).not.toBe(known);
      await writeFile(path, replacement);
      await expect(module.check()).rejects.toThrow(/have changed since they were read/);
      // New work would be done with keys that the next start does not find; what is stored still opens.
      await new Promise((resolve) => setTimeout(resolve, NOTICED_WITHIN_MS));
      await expect(module.hmac('session', data)).rejects.toThrow(/have changed/);
      expect(await module.hmac('session', data, 1)).toEqual(mac);
      await writeFile(path, known);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await module.check();
      expect(await module.hmac('session', data)).toEqual(mac);
    }
    await other.remove();
  });
});

test('a key does not show in what is printed of the module', async () => {
  const secret = (await contents()).hmac.pepper!.keys['1']!;
  const shown = inspect(module, { depth: 9, showHidden: true }) + JSON.stringify(module);
  expect(shown).not.toContain(secret);
  expect(shown).not.toContain(Buffer.from(secret, 'base64').toString('hex').slice(0, 16));
});

test('a place that names no key module is refused with what to do, and without quoting it', async () => {
  for (const location of ['', 'file:', 'keys.json', 'hsm:linden']) {
    await expect(openKeyModule({ location })).rejects.toThrow(/file:<path>.*pkcs11:token=<label>/);
  }
  const uri = 'pkcs11:token=linden?module-path=/lib/x.so&pin-source=/etc/linden/pin';
  const wrong = [
    'pkcs11:',
    'pkcs11:token=linden',
    uri.replace('/lib/x.so', 'x.so'),
    `${uri}&serial=7`,
    `${uri}&token=other`,
  ];
  for (const location of [...wrong, uri.replace('linden?', '%E0?'), `${uri}&pin-value=4711`, 'pkcs11:pin-value=4711']) {
    const error = await openKeyModule({ location }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(KeyModuleError);
    expect(inspect(error)).not.toContain('4711');
  }
  expect(
    parseKeyModuleLocation(uri.replace('/etc', 'file:///etc').replace('token=linden', 'token=linden%20one')),
  ).toEqual({
    kind: 'pkcs11',
    token: 'linden one',
    modulePath: '/lib/x.so',
    pinFile: '/etc/linden/pin',
  });
});
