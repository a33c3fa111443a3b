import { insertEvent, type AuditRecord } from '#app/kernel/audit.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { IDLE_MINUTES } from '#app/platform/auth/session-adapter.server.ts';
import { tellMember } from './member-repo.server.ts';

const auth = () => clientFor('auth');

/** A member's live sessions, latest first; nothing secret. */
export function findSessions(memberId: string, now: Date) {
  return auth().session.findMany({
    where: {
      member_id: memberId,
      expires_at: { gt: now },
      last_seen_at: { gt: new Date(now.getTime() - IDLE_MINUTES * 60_000) },
    },
    orderBy: [{ last_seen_at: 'desc' }, { created_at: 'desc' }],
    select: { id_hash: true, device: true, stage: true, created_at: true, last_seen_at: true },
  });
}

/** Those of her half-way sessions that ended by themselves: the password was right, and no second step was shown. */
export async function endedHalfWay(memberId: string, now: Date): Promise<Uint8Array<ArrayBuffer>[]> {
  const rows = await auth().session.findMany({
    where: { member_id: memberId, stage: 'password', expires_at: { lte: now } },
    select: { id_hash: true },
  });
  return rows.map(({ id_hash }) => id_hash);
}

export async function deleteSessions(idHashes: Uint8Array<ArrayBuffer>[]): Promise<void> {
  await auth().session.deleteMany({ where: { id_hash: { in: idHashes } } });
}

/** Ends one session of this member. False when she has no such session any more. */
export function deleteSession(memberId: string, idHash: Buffer<ArrayBuffer>, event: AuditRecord): Promise<boolean> {
  return auth().$transaction(async (transaction) => {
    const { count } = await transaction.session.deleteMany({ where: { member_id: memberId, id_hash: idHash } });
    if (count > 0) await insertEvent(transaction, event);
    return count > 0;
  });
}

/** Ends every session of this member but one. */
export async function deleteOtherSessions(
  memberId: string,
  keep: Buffer<ArrayBuffer>,
  event: AuditRecord,
): Promise<void> {
  await auth().$transaction(async (transaction) => {
    await transaction.session.deleteMany({ where: { member_id: memberId, id_hash: { not: keep } } });
    await insertEvent(transaction, event);
  });
}

export interface NewPassword {
  memberId: string;
  readVerifier: Uint8Array<ArrayBuffer>;
  keys: {
    password_salt: Uint8Array<ArrayBuffer>;
    password_parameters: string;
    password_verifier: Uint8Array<ArrayBuffer>;
    pepper_version: number;
    wrapped_seed_ct: Uint8Array<ArrayBuffer>;
  };
  keepSession: Buffer<ArrayBuffer>;
  event: AuditRecord;
}

/** The new password and the end of her other sessions, together. False when the password was changed meanwhile. */
export function savePassword({ memberId, readVerifier, keys, keepSession, event }: NewPassword): Promise<boolean> {
  return auth().$transaction(async (transaction) => {
    const { count } = await transaction.member.updateMany({
      where: { id: memberId, password_verifier: readVerifier },
      data: keys,
    });
    if (count === 0) return false;
    await transaction.session.deleteMany({ where: { member_id: memberId, id_hash: { not: keepSession } } });
    await tellMember(
      { id: memberId, organisation_id: event.actorOrganisationId! },
      'password_changed',
      event.at,
      transaction,
    );
    await insertEvent(transaction, event);
    return true;
  });
}
