import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The system account that runs PostgreSQL when Linden itself is started as root; PostgreSQL refuses to be root. */
export type PostgresAccount = { uid: number; gid: number };

const CREATE_COMMANDS: ReadonlyArray<readonly [string, ...string[]]> = [
  ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
  ['adduser', '-S', '-D', '-H', 'postgres'],
];

/** `undefined` when not root: PostgreSQL then runs as we do. Makes the account `postgres` if there is none, else uses `nobody`. */
export function postgresAccount(): PostgresAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = findAccount('postgres');
  if (existing) return existing;
  for (const [command, ...args] of CREATE_COMMANDS) {
    try {
      execFileSync(command, args, { stdio: 'ignore' });
    } catch {
      continue; // another system's command, or no right to add accounts
    }
    const created = findAccount('postgres');
    if (created) return created;
  }
  const nobody = findAccount('nobody');
  if (nobody) return nobody;
  throw new Error('Started as root, but there is no account to run PostgreSQL as: create one named postgres.');
}

function findAccount(name: string): PostgresAccount | undefined {
  const passwd = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '';
  const fields = passwd.split('\n').map((line) => line.split(':'));
  const entry = fields.find(([account]) => account === name);
  return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : undefined;
}

/** Whether the account may enter every folder on the way to `target` (the last existing one included). */
export function canEnter(account: PostgresAccount | undefined, target: string): boolean {
  if (!account) return true;
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat) {
      const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * A folder that the account can enter, in the place of one that it cannot (in a clone in root's home, say):
 * `/var/lib/linden-<hash of that folder's path>`, the same at every start.
 */
export function outsideHome(account: PostgresAccount, unreachable: string): string {
  const name = `linden-${createHash('sha256').update(unreachable).digest('hex').slice(0, 16)}`;
  const parents = ['/var/lib', '/var/tmp', tmpdir()];
  const parent = parents.find((folder) => existsSync(folder) && canEnter(account, folder));
  if (!parent) throw new Error(`No folder that the account running PostgreSQL can enter: ${parents.join(', ')}.`);
  const home = path.join(parent, name);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const { uid } = statSync(home);
  if (uid !== 0) throw new Error(`${home} belongs to another account; remove it.`);
  return home;
}
