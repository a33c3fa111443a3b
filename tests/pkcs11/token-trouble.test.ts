import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type KeyModule, KeyModuleError, openKeyKeeper, openKeyModule } from '#app/platform/keys/key-module.server.ts';
import { refuseUnusable } from '#app/platform/keys/pkcs11-connection.server.ts';
import { loadPkcs11Library, type Pkcs11Library } from '#app/platform/keys/pkcs11-library.server.ts';
import { aToken } from '../support/softhsm.ts';
import { type Token, tokenDirectory } from '../support/token.ts';

let token: Token;
let module: KeyModule;
let library: Pkcs11Library;
beforeEach(async () => {
  token = await aToken();
  await openKeyKeeper(token.location).create();
  module = await openKeyModule({ location: token.location });
  library = await loadPkcs11Library(token.modulePath);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await token.remove();
});

const data = Buffer.from('data');
const open = (location = token.location) => openKeyModule({ location });
/** Why it was refused; the PIN must never be in it. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
  const error = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(KeyModuleError);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(token.pin);
  return (error as Error).message;
}
const slotOf = ({ label }: Token) =>
  library.api.C_GetSlotList(true).find((slot) => library.api.C_GetTokenInfo(slot).label.trimEnd() === label)!;
/** The library is shut down for the whole process, and with it the connections that earlier tests left. */
function endEverything() {
  library.api.C_Finalize();
  library.connections = 0;
}
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 250));

describe('the PIN', () => {
  test('that is wrong is said so, and not tried again until its file changes, because tokens lock', async () => {
    library.api.C_CloseAllSessions(slotOf(token));
    const logIn = vi.spyOn(library.api, 'C_Login');
    const wrong = token.pin.replace(/./, (digit) => String((Number(digit) + 1) % 10));
    await writeFile(token.pinFile, wrong);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const message = await refusal(() => open());
      expect(message).toMatch(/refuses the PIN in .*not tried again until the file changes/);
      expect(message).not.toContain(wrong);
    }
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await refusal(() => module.hmac('pepper', data));
      await aMoment();
    }
    expect(logIn).toHaveBeenCalledTimes(1);
    await writeFile(token.pinFile, `${token.pin}\n`);
    await (await open()).check();
    await module.check();
    expect((await module.hmac('pepper', data)).version).toBe(1);
  });

  test('must be in a private file of one line', async () => {
    await chmod(token.pinFile, 0o640);
    expect(await refusal(() => open())).toMatch(/PIN file .* has mode 0640.*chmod 600/);
    await chmod(token.pinFile, 0o600);
    for (const contents of ['', '\n', `${token.pin}\n${token.pin}\n`]) {
      await writeFile(token.pinFile, contents);
      expect(await refusal(() => open())).toMatch(/must hold one line/);
    }
    await writeFile(token.pinFile, `${token.pin}\r\n`);
    await open();
    await rm(token.pinFile);
    expect(await refusal(() => open())).toMatch(/no PIN file/);
    await expect(
      openKeyModule({ location: token.location, databaseDirectory: path.dirname(token.pinFile) }),
    ).rejects.toThrow(/inside the database directory/);
    await writeFile(token.pinFile, token.pin, { mode: 0o600 });
  });

  test('is not tried when the token is locked, has none, or would lock at the next mistake', () => {
    const { names } = library;
    const fine = names.CKF_TOKEN_INITIALIZED | names.CKF_USER_PIN_INITIALIZED;
    expect(() => refuseUnusable(fine, names, 'x')).not.toThrow();
    expect(() => refuseUnusable(fine | names.CKF_USER_PIN_COUNT_LOW, names, 'x')).not.toThrow();
    expect(() => refuseUnusable(fine | names.CKF_USER_PIN_LOCKED, names, 'x')).toThrow(/is locked/);
    expect(() => refuseUnusable(fine | names.CKF_USER_PIN_FINAL_TRY, names, 'x')).toThrow(/once more before it locks/);
    expect(() => refuseUnusable(names.CKF_TOKEN_INITIALIZED, names, 'x')).toThrow(/no PIN/);
  });

  test('that the token has locked is said so', async () => {
    library.api.C_CloseAllSessions(slotOf(token));
    vi.spyOn(library.api, 'C_Login').mockImplementation(() => {
      throw new Error('CKR_PIN_LOCKED');
    });
    expect(await refusal(() => open())).toMatch(/is locked. Unlock it/);
  });
});

describe('a token', () => {
  test('that is not there, or is there twice, is said so', async () => {
    expect(await refusal(() => open(token.location.replace('token=linden', 'token=other')))).toMatch(/no token "other/);
    const lost = token.location.replace(token.modulePath, '/usr/lib/nothing.so');
    expect(await refusal(() => open(lost))).toMatch(/library \/usr\/lib\/nothing.so cannot be loaded/);
    const twin = await aToken(token.label);
    expect(await refusal(() => open())).toMatch(/2 tokens named/);
    await twin.remove();
  });

  test('without keys says how to make them', async () => {
    const empty = await aToken();
    expect(await refusal(() => open(empty.location))).toMatch(/npm run keys -- init/);
    await empty.remove();
  });

  test('whose making of keys was interrupted goes on when told to', async () => {
    const half = await aToken();
    const keeper = openKeyKeeper(half.location);
    const generate = vi.spyOn(library.api, 'C_GenerateKeyPairAsync').mockImplementation(async () => {
      throw new Error('CKR_DEVICE_MEMORY');
    });
    expect(await refusal(() => keeper.create())).toMatch(/CKR_DEVICE_MEMORY/);
    expect(await refusal(() => keeper.create())).toMatch(/lacks keys for directory, packet, checkpoint.*--resume/);
    generate.mockRestore();
    expect(await keeper.create(true)).toEqual(['directory', 'packet', 'checkpoint']);
    await (await open(half.location)).check();
    await half.remove();
  });

  test('whose sessions all ended is connected to again, also by many at once', async () => {
    const before = await module.hmac('session', data);
    for (let round = 0; round < 5; round += 1) {
      library.api.C_CloseAllSessions(slotOf(token));
      const answers = await Promise.all(Array.from({ length: 12 }, () => module.hmac('session', data)));
      for (const answer of answers) expect(answer).toEqual(before);
      library.api.C_CloseAllSessions(slotOf(token));
      const { version, signature } = await module.sign('packet', data);
      expect(await module.verify('packet', version, data, signature)).toBe(true);
    }
  });

  test('whose library was shut down is connected to again', async () => {
    const before = await module.hmac('session', data);
    endEverything();
    expect(await module.hmac('session', data)).toEqual(before);
    await module.check();
  });

  test('that is away is said so at every try, and is used again when it is back', async () => {
    const before = await module.hmac('session', data);
    const directory = await directoryOf(token);
    const away = path.join(await mkdtemp(path.join(tmpdir(), 'linden-away-')), 'token');
    await rename(directory, away);
    endEverything();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await refusal(() => module.hmac('session', data))).toMatch(/no token "linden/);
      await refusal(() => module.check());
      await aMoment();
    }
    await rename(away, directory);
    await rm(path.dirname(away), { recursive: true });
    await aMoment();
    expect(await module.hmac('session', data)).toEqual(before);
    await module.check();
  });
});

test('without its package, or its configuration, a server says what to do and everything else works', async () => {
  const script = `
    import { openKeyModule } from '#app/platform/keys/key-module.server.ts';
    const [, , file, token] = process.argv;
    await openKeyModule({ location: file, createIfMissing: true });
    process.stdout.write('file works; ');
    await openKeyModule({ location: token }).catch((error) => process.stdout.write(error.name + ': ' + error.message));`;
  const directory = await mkdtemp(path.join(tmpdir(), 'linden-without-'));
  const file = path.join(import.meta.dirname, '../../.cache', `without-${process.pid}.mts`);
  await writeFile(file, script);
  const answer = (environment: Record<string, string>, ...preload: string[]) =>
    execFileSync(
      process.execPath,
      [...preload, '--import', 'tsx', file, `file:${directory}/keys.json`, token.location],
      {
        encoding: 'utf8',
        env: { ...process.env, ...environment },
      },
    );
  const hidden = path.join(directory, 'hide.mjs');
  await writeFile(
    hidden,
    `import { Module } from 'node:module';
     const load = Module._load;
     Module._load = (name, ...rest) => { if (name.includes('pkcs11.node')) throw new Error('not built'); return load(name, ...rest); };`,
  );
  expect(answer({}, '--import', hidden)).toMatch(
    /^file works; KeyModuleError: .*pkcs11js, which was not built.*npm rebuild pkcs11js/,
  );
  expect(answer({ SOFTHSM2_CONF: path.join(directory, 'nothing.conf') })).toMatch(
    /^file works; KeyModuleError: .*cannot be initialised/,
  );
  await rm(directory, { recursive: true });
  await rm(file);
});

/** The folder that SoftHSM keeps a token in. */
async function directoryOf({ label }: Token): Promise<string> {
  const folders = (await readdir(tokenDirectory(), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const folder of folders.map((entry) => path.join(entry.parentPath, entry.name))) {
    if ((await readFile(path.join(folder, 'token.object'))).includes(label)) return folder;
  }
  throw new Error('no folder');
}
