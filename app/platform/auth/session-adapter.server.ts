import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { sessionIdHash } from './session-token.server.ts';

export const IDLE_MINUTES = 20;
export const ABSOLUTE_HOURS = 12;

/** The member behind a session, as the directory has her now. */
export interface SessionMember {
  id: string;
  organisation_id: string;
  organisation_kind: string;
  organisation_name: string;
  capabilities: string[];
  display_name: string;
  email: string;
  roles: string[];
  status: string;
  language: string;
  kem_public_key: Uint8Array<ArrayBuffer>;
  entry_version: number;
  entry_signature: Uint8Array<ArrayBuffer>;
}

interface FoundSession extends SessionMember {
  secrets_ct: Uint8Array<ArrayBuffer>;
  expires_at: Date;
}

/**
 * Lucia's storage for Prisma 7. Ids are hashed before they reach the database; a delete that deletes nothing throws;
 * idle and absolute limits are the database's, in one statement, on the server's clock.
 */
export class SessionAdapter implements Adapter {
  async getSessionAndUser(sessionId: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [found] = await clientFor('auth').$queryRaw<FoundSession[]>`
      WITH live AS (
        SELECT * FROM directory.session
        WHERE id_hash = ${sessionIdHash(sessionId)} AND expires_at > now()
          AND last_seen_at > now() - make_interval(mins => ${IDLE_MINUTES}::int)
      ), touched AS (
        UPDATE directory.session s SET last_seen_at = now() FROM live
        WHERE s.id_hash = live.id_hash AND live.last_seen_at < now() - interval '20 seconds'
      )
      SELECT live.secrets_ct, live.expires_at, m.id, m.organisation_id, m.display_name, m.email, m.roles, m.status,
             m.language, m.kem_public_key, m.entry_version, m.entry_signature,
             o.kind AS organisation_kind, o.name AS organisation_name, o.capabilities
      FROM live JOIN directory.member m ON m.id = live.member_id AND m.status = 'active'
                JOIN directory.organisation o ON o.id = m.organisation_id`;
    if (!found) return [null, null];
    const { secrets_ct, expires_at, ...member } = found;
    const attributes = { organisationId: member.organisation_id, secrets: secrets_ct };
    return [
      { id: sessionId, userId: member.id, expiresAt: expires_at, attributes },
      { id: member.id, attributes: { member } },
    ];
  }

  async getUserSessions(userId: string): Promise<DatabaseSession[]> {
    const rows = await clientFor('auth').session.findMany({ where: { member_id: userId } });
    return rows.map((row) => ({
      id: Buffer.from(row.id_hash).toString('hex'),
      userId,
      expiresAt: row.expires_at,
      attributes: { organisationId: row.organisation_id, secrets: row.secrets_ct },
    }));
  }

  async setSession(session: DatabaseSession): Promise<void> {
    const now = new Date();
    await clientFor('auth').session.create({
      data: {
        id_hash: sessionIdHash(session.id),
        member_id: session.userId,
        organisation_id: session.attributes.organisationId,
        secrets_ct: Buffer.from(session.attributes.secrets),
        created_at: now,
        last_seen_at: now,
        expires_at: session.expiresAt,
      },
    });
  }

  /** The absolute limit is never moved; idleness is counted from last_seen_at. */
  async updateSessionExpiration(): Promise<void> {}

  async deleteSession(sessionId: string): Promise<void> {
    await clientFor('auth').session.delete({ where: { id_hash: sessionIdHash(sessionId) } });
  }

  async deleteUserSessions(userId: string): Promise<void> {
    await clientFor('auth').session.deleteMany({ where: { member_id: userId } });
  }

  async deleteExpiredSessions(): Promise<void> {
    await clientFor('auth').$executeRaw`
      DELETE FROM directory.session
      WHERE expires_at < now() OR last_seen_at < now() - make_interval(mins => ${IDLE_MINUTES}::int)`;
  }
}
