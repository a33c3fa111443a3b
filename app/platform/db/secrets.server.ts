import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DATABASE_ROLES, roleName, type DatabaseRole, type DatabaseUrls } from './role-names.ts';

/** The embedded database's port and passwords, kept in `<data dir>/secrets.json`, readable by the owner alone. */
export type EmbeddedSecrets = { port: number; superuserPassword: string; rolePasswords: Record<DatabaseRole, string> };

export const EMBEDDED_DATABASE = 'linden';

export function secretsFile(dataDir: string): string {
  return path.join(dataDir, 'secrets.json');
}

/** `undefined` when this data directory has no embedded database yet. */
export function readSecrets(dataDir: string): EmbeddedSecrets | undefined {
  if (!existsSync(secretsFile(dataDir))) return undefined;
  return JSON.parse(readFileSync(secretsFile(dataDir), 'utf8')) as EmbeddedSecrets;
}

/** 192-bit passwords from the system's generator; port 0 means "not chosen yet". */
export function newSecrets(): EmbeddedSecrets {
  const password = (): string => randomBytes(24).toString('base64url');
  const pairs = DATABASE_ROLES.map((role) => [role, password()] as const);
  const rolePasswords = Object.fromEntries(pairs) as Record<DatabaseRole, string>;
  return { port: 0, superuserPassword: password(), rolePasswords };
}

/** Replaces the file in one step, so that an interrupted start leaves the old one or the new one. */
export function writeSecrets(dataDir: string, secrets: EmbeddedSecrets): void {
  mkdirSync(dataDir, { recursive: true });
  const temporary = `${secretsFile(dataDir)}.new`;
  writeFileSync(temporary, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, secretsFile(dataDir));
}

export function embeddedUrls(secrets: EmbeddedSecrets, database = EMBEDDED_DATABASE): DatabaseUrls {
  const urls = DATABASE_ROLES.map((role) => {
    const password = encodeURIComponent(secrets.rolePasswords[role]);
    return [role, `postgresql://${roleName(role)}:${password}@127.0.0.1:${secrets.port}/${database}`] as const;
  });
  return Object.fromEntries(urls) as DatabaseUrls;
}
