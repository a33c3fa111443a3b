import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { randomBytes, randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { initialisePkcs11Library, loadPkcs11Library } from '#app/platform/keys/pkcs11-library.server.ts';

export interface Token {
  readonly label: string;
  readonly pin: string;
  readonly pinFile: string;
  readonly modulePath: string;
  /** for LINDEN_KEY_MODULE */
  readonly location: string;
  remove(): Promise<void>;
}

/** A token of SoftHSM's with a PIN in a private file, and no keys yet. `modulePath` as `findSoftHsm` answers it. */
export async function makeToken(
  modulePath: string,
  label = `linden ${randomBytes(4).toString('hex')}`,
): Promise<Token> {
  const directory = mkdtempSync(path.join(tmpdir(), 'linden-token-'));
  tokenDirectory();
  const library = await loadPkcs11Library(modulePath);
  initialisePkcs11Library(library);
  const { api, names } = library;
  const pin = String(randomInt(10 ** 11, 10 ** 12));
  const free = api.C_GetSlotList(true).find((slot) => !(api.C_GetTokenInfo(slot).flags & names.CKF_TOKEN_INITIALIZED));
  const slot = free ?? Buffer.alloc(8);
  const officer = String(randomInt(10 ** 11, 10 ** 12));
  api.C_InitToken(slot, officer, label.padEnd(32));
  const session = api.C_OpenSession(slot, names.CKF_SERIAL_SESSION | names.CKF_RW_SESSION);
  api.C_Login(session, names.CKU_SO, officer);
  api.C_InitPIN(session, pin);
  api.C_Logout(session);
  api.C_CloseSession(session);
  const pinFile = path.join(directory, 'pin');
  writeFileSync(pinFile, `${pin}\n`, { mode: 0o600 });
  const location = `pkcs11:token=${encodeURIComponent(label)}?module-path=${modulePath}&pin-source=${pinFile}`;
  return { label, pin, pinFile, modulePath, location, remove: () => rm(directory, { recursive: true }) };
}

/**
 * Where the tokens of this process lie, and nobody else's. SoftHSM reads its configuration when it is initialised, so this
 * comes first.
 */
export function tokenDirectory(): string {
  const known = process.env.LINDEN_TEST_TOKENS;
  if (known) return known;
  const directory = mkdtempSync(path.join(tmpdir(), 'linden-tokens-'));
  const configuration = path.join(directory, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${directory}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env.LINDEN_TEST_TOKENS = directory;
  process.env.SOFTHSM2_CONF = configuration;
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
