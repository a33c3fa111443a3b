import path from 'node:path';
import { DATABASE_ROLES, roleName, type DatabaseRole, type DatabaseUrls } from '#app/platform/db/role-names.ts';
import { embeddedUrls, readSecrets } from '#app/platform/db/secrets.server.ts';
import { parseEnvironment, SettingsError, type Environment } from './settings.ts';

/**
 * `evaluation`: embedded database, demonstration data, a key module file made by itself.
 * `installation`: a real database (DATABASE_URL); nothing is invented.
 */
export type Settings = {
  mode: 'evaluation' | 'installation';
  port: number;
  /** absolute */
  dataDir: string;
  /** scheme, host and port only, no final slash; the only origin a form may be posted from */
  origin: string;
  /** `file:<absolute path>`, or a PKCS #11 URI (app/platform/keys/key-module-location.ts) */
  keyModule: string;
  /** how many days a backup of the keys is kept; what is erased is gone everywhere after that */
  keyBackupDays: number;
  /** the name under which the audit log signs its checkpoints; it never changes, or old checkpoints are another log's */
  logName: string;
  /** the socket of the clamd that looks at files before they are sealed, or null: none does */
  scanner: string | null;
  /** where "leave this page quickly" goes */
  leaveUrl: string;
  /** `required`: who holds a vault sets up what protects it before anything else. `optional` is for evaluation alone. */
  onboarding: 'required' | 'optional';
};

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether an address of the network, as a server sees it, is this host's own. */
export function isLoopback(address: string): boolean {
  return /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/.test(address);
}

/** @throws SettingsError */
export function parseSettings(source: Record<string, string | undefined>): Settings {
  const given = parseEnvironment(source);
  const mode = given.DATABASE_URL ? 'installation' : 'evaluation';
  const dataDir = path.resolve(given.LINDEN_DATA_DIR);
  const keyModule = given.LINDEN_KEY_MODULE ?? (mode === 'evaluation' ? `file:${path.join(dataDir, 'keys.json')}` : '');
  if (keyModule === '') {
    const expected =
      'file:<path> or pkcs11:…, because with a real database (DATABASE_URL) the keys must be kept where you decide and back up: ' +
      'without them nothing that was entered can ever be read again';
    throw new SettingsError([{ variable: 'LINDEN_KEY_MODULE', given: undefined, expected }]);
  }
  return {
    mode,
    port: given.PORT,
    dataDir,
    origin: parseOrigin(given, mode),
    keyModule: keyModule.startsWith('file:') ? `file:${path.resolve(keyModule.slice(5))}` : keyModule,
    keyBackupDays: given.LINDEN_KEY_BACKUP_DAYS,
    logName: given.LINDEN_LOG_NAME,
    scanner: given.LINDEN_CLAMD ?? null,
    leaveUrl: given.LINDEN_LEAVE_URL,
    onboarding: parseOnboarding(given, mode),
  };
}

function parseOnboarding({ LINDEN_ONBOARDING: given }: Environment, mode: Settings['mode']): Settings['onboarding'] {
  if (mode === 'evaluation') return given ?? 'optional';
  if (given !== 'optional') return 'required';
  const expected = 'required (or nothing): with a real database (DATABASE_URL) nobody works without a second factor';
  throw new SettingsError([{ variable: 'LINDEN_ONBOARDING', given, expected }]);
}

function parseOrigin(given: Environment, mode: Settings['mode']): string {
  const wrong = (expected: string): SettingsError =>
    new SettingsError([{ variable: 'LINDEN_ORIGIN', given: given.LINDEN_ORIGIN, expected }]);
  if (!given.LINDEN_ORIGIN) {
    if (mode === 'evaluation') return `http://localhost:${given.PORT}`;
    throw wrong('the public address, such as https://linden.example.org');
  }
  const url = new URL(given.LINDEN_ORIGIN);
  if (url.pathname !== '/' || url.search || url.hash || url.username) {
    throw wrong('an address without path, such as https://linden.example.org');
  }
  if (url.protocol === 'http:' && !LOCAL_HOSTS.has(url.hostname)) {
    throw wrong('an https address (plain http is accepted for localhost only)');
  }
  return url.origin;
}

/**
 * A login per database role. Installation: `LINDEN_<ROLE>_URL`, or DATABASE_URL with `LINDEN_<ROLE>_PASSWORD`; the owner
 * is DATABASE_URL itself. Evaluation: `LINDEN_<ROLE>_URL`, else what `<data dir>/secrets.json` holds.
 * @throws SettingsError naming every role without a login
 */
export function parseDatabaseUrls(source: Record<string, string | undefined>): DatabaseUrls {
  const given = parseEnvironment(source);
  const secrets = given.DATABASE_URL ? undefined : readSecrets(path.resolve(given.LINDEN_DATA_DIR));
  const embedded = secrets && embeddedUrls(secrets);
  const missing: Array<{ variable: string; given: undefined; expected: string }> = [];
  const urls = DATABASE_ROLES.map((role) => {
    const url = urlFromEnvironment(given, role) ?? embedded?.[role];
    if (!url) missing.push({ variable: urlVariable(role), given: undefined, expected: expectedLogin(role, given) });
    return [role, url ?? ''] as const;
  });
  if (missing.length > 0) throw new SettingsError(missing);
  for (const [role, url] of urls) requirePrivateWay(role === 'owner' ? 'DATABASE_URL' : urlVariable(role), url);
  return Object.fromEntries(urls) as DatabaseUrls;
}

/** @throws SettingsError unless nobody on the way can read or play the database: on this host, or over TLS that is verified */
export function requirePrivateWay(variable: string, address: string): void {
  if (isPrivateWay(address)) return;
  const expected =
    'sslmode=verify-full&sslrootcert=<file of the authority> in the address, because the database is on another host';
  throw new SettingsError([{ variable, given: address, expected }]);
}

/** On this host; or over TLS to a host whose certificate is of one named authority and of that name. */
function isPrivateWay(address: string): boolean {
  const { hostname, searchParams } = new URL(address);
  const named = searchParams.get('host');
  if (named === null ? LOCAL_HOSTS.has(hostname) : named.startsWith('/') || LOCAL_HOSTS.has(named)) return true;
  return searchParams.get('sslmode') === 'verify-full' && Boolean(searchParams.get('sslrootcert'));
}

function urlVariable<Role extends DatabaseRole>(role: Role): `LINDEN_${Uppercase<Role>}_URL` {
  return `LINDEN_${role.toUpperCase() as Uppercase<Role>}_URL`;
}

function urlFromEnvironment(given: Environment, role: DatabaseRole): string | undefined {
  if (role === 'owner') return given.DATABASE_URL ?? given.LINDEN_OWNER_URL;
  const url = given[urlVariable(role)];
  const password = given[`LINDEN_${role.toUpperCase() as Uppercase<typeof role>}_PASSWORD`];
  if (url || !given.DATABASE_URL || !password) return url;
  const derived = new URL(given.DATABASE_URL);
  derived.username = roleName(role);
  derived.password = encodeURIComponent(password);
  return derived.href;
}

function expectedLogin(role: DatabaseRole, given: Environment): string {
  if (!given.DATABASE_URL) return `an embedded database in ${path.resolve(given.LINDEN_DATA_DIR)} (run npm start once)`;
  return `a login for the role ${roleName(role)}, or its password in LINDEN_${role.toUpperCase()}_PASSWORD`;
}

let settings: Settings | undefined;
let urls: DatabaseUrls | undefined;

/** The settings of this process, read once. @throws SettingsError */
export function env(): Settings {
  settings ??= parseSettings(process.env);
  return settings;
}

/** The logins of this process, read once. @throws SettingsError */
export function databaseUrls(): DatabaseUrls {
  urls ??= parseDatabaseUrls(process.env);
  return urls;
}
