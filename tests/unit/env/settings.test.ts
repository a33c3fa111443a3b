import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newSecrets, writeSecrets } from '#app/platform/db/secrets.server.ts';
import { addressOf } from '#app/platform/db/migrate.server.ts';
import { parseDatabaseUrls, parseSettings, requirePrivateWay } from '#app/platform/env/env.server.ts';

const TLS = '?sslmode=verify-full&sslrootcert=/etc/linden/db-ca.pem';
const DATABASE_URL = `postgresql://linden_owner:secret@db.example:5433/linden${TLS}`;
const installation = {
  DATABASE_URL,
  LINDEN_KEY_MODULE: 'file:/etc/linden/keys.json',
  LINDEN_ORIGIN: 'https://linden.example',
};

function refusal(source: Record<string, string | undefined>): string {
  try {
    parseSettings(source);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('accepted');
}

test('an empty environment is an evaluation on port 3000 in ./data, with a key file of its own', () => {
  expect(parseSettings({})).toEqual({
    mode: 'evaluation',
    port: 3000,
    keyBackupDays: 30,
    logName: 'linden/log',
    dataDir: path.resolve('data'),
    origin: 'http://localhost:3000',
    keyModule: `file:${path.resolve('data/keys.json')}`,
    leaveUrl: 'https://www.wikipedia.org',
    scanner: null,
    onboarding: 'optional',
  });
});

test('the second step is optional in an evaluation alone: a real database requires it and refuses otherwise', () => {
  expect(parseSettings({ LINDEN_ONBOARDING: 'required' }).onboarding).toBe('required');
  expect(parseSettings(installation).onboarding).toBe('required');
  expect(parseSettings({ ...installation, LINDEN_ONBOARDING: 'required' }).onboarding).toBe('required');
  expect(refusal({ ...installation, LINDEN_ONBOARDING: 'optional' })).toContain('LINDEN_ONBOARDING: given "optional"');
  expect(refusal({ LINDEN_ONBOARDING: 'perhaps' })).toContain(
    'LINDEN_ONBOARDING: given "perhaps"; expected required or optional',
  );
});

test('an empty variable counts as absent', () => {
  expect(parseSettings({ PORT: '', LINDEN_ORIGIN: ' ' })).toMatchObject({
    port: 3000,
    origin: 'http://localhost:3000',
  });
});

test.each(['abc', '0', '65536', '80.5', '-1'])(
  'PORT=%s is refused with its name, the value and what is expected',
  (given) => {
    expect(refusal({ PORT: given })).toContain(`PORT: given "${given}"; expected a whole number from 1 to 65535`);
  },
);

test('every wrong variable is named at once, one a line', () => {
  const message = refusal({ PORT: 'x', LINDEN_LEAVE_URL: 'nowhere', LINDEN_KEY_MODULE: 'keys' });
  expect(message.split('\n')).toHaveLength(4);
  expect(message).toMatch(/PORT: .*\n.*\n.*/);
  expect(message).toContain('LINDEN_KEY_MODULE: given a value that is not shown; expected file:<path>');
});

test('a value that holds a password is not shown', () => {
  expect(refusal({ DATABASE_URL: 'mysql://root:hunter2@host/x' })).not.toContain('hunter2');
  expect(refusal({ LINDEN_APP_PASSWORD: 'hunter2' })).not.toContain('hunter2');
});

test('a real database without a key module is refused with the reason', () => {
  const message = refusal({ ...installation, LINDEN_KEY_MODULE: undefined });
  expect(message).toMatch(/LINDEN_KEY_MODULE: given nothing; .*nothing that was entered can ever be read again/);
});

test('a real database needs a public https origin; plain http is for localhost', () => {
  expect(refusal({ ...installation, LINDEN_ORIGIN: undefined })).toContain('LINDEN_ORIGIN: given nothing');
  expect(refusal({ ...installation, LINDEN_ORIGIN: 'http://linden.example' })).toContain('expected an https address');
  expect(refusal({ ...installation, LINDEN_ORIGIN: 'https://linden.example/app' })).toContain('without path');
  expect(parseSettings({ ...installation, LINDEN_ORIGIN: 'http://localhost:8080' }).origin).toBe(
    'http://localhost:8080',
  );
  expect(parseSettings(installation)).toMatchObject({ mode: 'installation', origin: 'https://linden.example' });
});

test('logins come from DATABASE_URL with passwords, or from URLs; a missing one is named', () => {
  const passwords = {
    LINDEN_AUTH_PASSWORD: 'auth-0123456789abc',
    LINDEN_APP_PASSWORD: 'app@0123456789abcd',
    LINDEN_STATISTICS_PASSWORD: 'stat-0123456789abc',
    LINDEN_AUDIT_PASSWORD: 'audit-0123456789ab',
  };
  const LINDEN_RELEASE_URL = 'postgresql://linden_release:x@127.0.0.1/linden';
  const urls = parseDatabaseUrls({ ...installation, ...passwords, LINDEN_RELEASE_URL });
  expect(urls.owner).toBe(DATABASE_URL);
  expect(urls.app).toBe(`postgresql://linden_app:app%400123456789abcd@db.example:5433/linden${TLS}`);
  expect(urls.release).toBe(LINDEN_RELEASE_URL);
  expect(() => parseDatabaseUrls({ ...installation, ...passwords })).toThrow(
    /LINDEN_RELEASE_URL: .*LINDEN_RELEASE_PASSWORD/,
  );
});

test.each([
  ['localhost', ''],
  ['127.0.0.1', ''],
  ['[::1]', '?sslmode=disable'],
  ['localhost', '?host=/run/postgresql'],
  ['db.example', TLS],
])('the way to a database at %s%s is private', (host, query) => {
  expect(() => requirePrivateWay('DATABASE_URL', `postgresql://o:secret@${host}/linden${query}`)).not.toThrow();
});

test.each([
  ['db.example', ''],
  ['db.example', '?sslmode=require'],
  ['db.example', '?sslmode=verify-full'],
  ['db.example', '?sslmode=verify-ca&sslrootcert=/etc/linden/db-ca.pem'],
  ['localhost', '?host=db.example'],
  ['127.0.0.1.example', ''],
  ['db.example', '?sslrootcert=/etc/linden/db-ca.pem&ssl=true'],
])('to one at %s%s it is not, and no login goes there', (host, query) => {
  const url = `postgresql://o:secret@${host}/linden${query}`;
  const refused = () => requirePrivateWay('LINDEN_AUDIT_URL', url);
  expect(refused).toThrow(/LINDEN_AUDIT_URL: given a value that is not shown; expected sslmode=verify-full/);
  expect(refused).not.toThrow(/secret/);
  const passwords = Object.fromEntries(
    ['AUTH', 'APP', 'STATISTICS', 'AUDIT', 'RELEASE'].map((role) => [`LINDEN_${role}_PASSWORD`, 'x'.repeat(16)]),
  );
  expect(() => parseDatabaseUrls({ ...installation, ...passwords, DATABASE_URL: url })).toThrow(/sslmode=verify-full/);
  expect(() => parseDatabaseUrls({ ...installation, ...passwords, LINDEN_AUDIT_URL: url })).toThrow(/LINDEN_AUDIT_URL/);
});

test('migrations go the same way as everything else: encrypted, to a certificate of the named authority', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'linden-ca-'));
  try {
    const file = path.join(folder, 'ca.pem');
    writeFileSync(file, 'an authority');
    const address = `postgresql://o:secret@db.example/linden?sslmode=verify-full&sslrootcert=${file}`;
    expect(addressOf(address)).toMatchObject({ host: 'db.example', ssl: { ca: 'an authority' } });
    expect(addressOf('postgresql://o:secret@localhost/linden')).not.toHaveProperty('ssl');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an evaluation reads its logins from the data directory', () => {
  const LINDEN_DATA_DIR = mkdtempSync(path.join(tmpdir(), 'linden-env-'));
  try {
    expect(() => parseDatabaseUrls({ LINDEN_DATA_DIR })).toThrow(/run npm start once/);
    const secrets = { ...newSecrets(), port: 6543 };
    writeSecrets(LINDEN_DATA_DIR, secrets);
    const { app } = parseDatabaseUrls({ LINDEN_DATA_DIR });
    expect(app).toBe(`postgresql://linden_app:${secrets.rolePasswords.app}@127.0.0.1:6543/linden`);
  } finally {
    rmSync(LINDEN_DATA_DIR, { recursive: true });
  }
});
