/** The database roles that log in. `owner` owns the database and its tables and is used for migrations alone. */
export const DATABASE_ROLES = ['owner', 'auth', 'app', 'statistics', 'audit', 'release'] as const;

export type DatabaseRole = (typeof DATABASE_ROLES)[number];

export type DatabaseUrls = Record<DatabaseRole, string>;

/** `app` → `linden_app`, as PostgreSQL knows it. */
export function roleName(role: DatabaseRole): `linden_${DatabaseRole}` {
  return `linden_${role}`;
}
