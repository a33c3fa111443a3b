import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import { clientFor } from '#app/platform/db/clients.server.ts';
import type { SessionStage } from '#app/platform/keys/session-secrets.server.ts';
import { sessionIdHash } from './session-token.server.ts';

export const IDLE_MINUTES = 20;
export const ABSOLUTE_HOURS = 12;
/** At once, of one account; the next one ends the one that was used longest ago. */
export const MOST_SESSIONS = 20;
/** Between the password and the second factor. */
export const PENDING_MINUTES = 10;

/** What Linden keeps of a session beside Lucia's id and user. */
export interface SessionAttributes {
  organisationId: string;
  stage: SessionStage;
  secrets: Uint8Array;
  /** for display only; what counts is sealed in the secrets */
  steppedUpAt: Date | null;
  /** `browser/system`, see device.ts */
  device: string;
  /** when she signed in, and the absolute limit: both stay when the session is renewed */
  startedAt: Date | null;
  endsAt: Date | null;
  /** the session whose place this one takes, in one transaction */
  replaces: string | null;
}

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
  factor_ids: string[];
  recovery_confirmed: boolean;
}

interface FoundSession extends SessionMember {
  secrets_ct: Uint8Array<ArrayBuffer>;
  stage: SessionStage;
  device: string;
  started_at: Date;
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
      SELECT live.secrets_ct, live.stage, live.device, live.created_at AS started_at, live.expires_at, m.id, m.organisation_id, m.display_name, m.email, m.roles, m.status,
             m.language, m.kem_public_key, m.entry_version, m.entry_signature, m.factor_ids,
             o.kind AS organisation_kind, o.name AS organisation_name, o.capabilities,
             EXISTS (SELECT 1 FROM keys.member_recovery r WHERE r.member_id = m.id AND r.confirmed_at IS NOT NULL) AS recovery_confirmed
      FROM live JOIN directory.member m ON m.id = live.member_id AND m.status = 'active'
                JOIN directory.organisation o ON o.id = m.organisation_id`;
    if (!found) return [null, null];
    const { secrets_ct: secrets, stage, device, started_at: startedAt, expires_at: endsAt, ...member } = found;
    const kept = { organisationId: member.organisation_id, secrets, stage, device, startedAt, endsAt };
    return [
      {
        id: sessionId,
        userId: member.id,
        expiresAt: endsAt,
        attributes: { ...kept, steppedUpAt: null, replaces: null },
      },
      { id: member.id, attributes: { member } },
    ];
  }

  /** Lucia asks for this only to list; Linden lists by itself and never needs the secrets for it. */
  getUserSessions(): Promise<DatabaseSession[]> {
    return Promise.reject(new Error('Sessions are listed in app/features/members/session-repo.server.ts.'));
  }

  /** Throws when the session it replaces is gone: of two renewals at once one wins, and the old token is dead with it. */
  async setSession({ id, userId, expiresAt, attributes }: DatabaseSession): Promise<void> {
    const now = new Date();
    const { replaces, stage, endsAt, startedAt } = attributes;
    const pendingUntil = new Date(now.getTime() + PENDING_MINUTES * 60_000);
    const data = {
      id_hash: sessionIdHash(id),
      member_id: userId,
      organisation_id: attributes.organisationId,
      secrets_ct: Buffer.from(attributes.secrets),
      stage,
      stepped_up_at: attributes.steppedUpAt,
      device: attributes.device,
      created_at: startedAt ?? now,
      last_seen_at: now,
      expires_at: endsAt ?? (stage === 'password' ? pendingUntil : expiresAt),
    };
    const { session } = clientFor('auth');
    await clientFor('auth').$transaction([
      ...(replaces === null ? [] : [session.delete({ where: { id_hash: sessionIdHash(replaces) } })]),
      session.create({ data }),
      // Half-way ones end by themselves in minutes, and end no other: who has the password alone would keep its owner out.
      clientFor('auth').$executeRaw`
        DELETE FROM directory.session WHERE id_hash IN (
          SELECT id_hash FROM directory.session WHERE member_id = ${userId}::uuid AND stage = ${stage} AND stage <> 'password'
           ORDER BY last_seen_at DESC, created_at DESC OFFSET ${MOST_SESSIONS}::int)`,
    ]);
  }

  /** The absolute limit is never moved; idleness is counted from last_seen_at. */
  async updateSessionExpiration(): Promise<void> {}

  async deleteSession(sessionId: string): Promise<void> {
    await clientFor('auth').session.delete({ where: { id_hash: sessionIdHash(sessionId) } });
  }

  async deleteUserSessions(userId: string): Promise<void> {
    await clientFor('auth').session.deleteMany({ where: { member_id: userId } });
  }

  /** Half-way ones stay until their owner was told of them (features/members/tell-of-unfinished.server.ts). */
  async deleteExpiredSessions(): Promise<void> {
    await clientFor('auth').$executeRaw`
      DELETE FROM directory.session
      WHERE stage <> 'password' AND (expires_at < now() OR last_seen_at < now() - make_interval(mins => ${IDLE_MINUTES}::int))`;
  }
}

export async function readStoredSecrets(sessionId: string): Promise<Uint8Array> {
  const where = { id_hash: sessionIdHash(sessionId) };
  return (await clientFor('auth').session.findUniqueOrThrow({ where, select: { secrets_ct: true } })).secrets_ct;
}

export async function replaceStoredSecrets(sessionId: string, secrets: Uint8Array): Promise<void> {
  const data = { secrets_ct: Buffer.from(secrets) };
  await clientFor('auth').session.update({
    where: { id_hash: sessionIdHash(sessionId) },
    data,
    select: { id_hash: true },
  });
}
