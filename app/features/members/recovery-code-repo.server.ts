import { clientFor } from '#app/platform/db/clients.server.ts';
import type { MemberKeyRecord } from '#app/platform/keys/member-keys.server.ts';
import type { RecoveryRecord } from '#app/platform/keys/recovery-code.server.ts';
import { insertEvent, type AuditRecord } from '#app/kernel/audit.server.ts';

/** Recovery codes, under the role `linden_auth`: they are used before anybody is known. */
const auth = () => clientFor('auth');

export function findRecovery(memberId: string) {
  return auth().member_recovery.findUnique({ where: { member_id: memberId } });
}

/** The newest code is the only one. */
export async function saveRecovery(
  member: { id: string; organisationId: string },
  record: RecoveryRecord,
  now: Date,
): Promise<void> {
  const row = { ...record, created_at: now, confirmed_at: null, used_at: null };
  await auth().member_recovery.upsert({
    where: { member_id: member.id },
    create: { member_id: member.id, organisation_id: member.organisationId, ...row },
    update: row,
    select: { member_id: true },
  });
}

/** False when the code was used or replaced in the meantime. */
export async function confirmRecovery(memberId: string, now: Date): Promise<boolean> {
  const where = { member_id: memberId, used_at: null };
  return (await auth().member_recovery.updateMany({ where, data: { confirmed_at: now } })).count === 1;
}

export interface UsedCode {
  memberId: string;
  organisationId: string;
  verifier: Uint8Array<ArrayBuffer>;
  record: MemberKeyRecord;
  notices: { id: string; memberId: string }[];
  event: AuditRecord;
  now: Date;
}

/**
 * The new password, the end of the code and of every session, the notices and the event: all or nothing. False when the
 * code was used or replaced in the meantime.
 */
export function useRecoveryCode(used: UsedCode): Promise<boolean> {
  const { memberId, organisationId, verifier, record, now } = used;
  return auth().$transaction(async (transaction) => {
    const emptied = { code_salt: null, code_verifier: null, pepper_version: null, wrapped_seed_ct: null };
    const { count } = await transaction.member_recovery.updateMany({
      where: { member_id: memberId, used_at: null, code_verifier: verifier },
      data: { ...emptied, used_at: now, confirmed_at: null },
    });
    if (count === 0) return false;
    const { wrapped_seed, ...password } = record;
    await transaction.member.updateMany({
      where: { id: memberId, kem_public_key: record.kem_public_key },
      data: { ...password, wrapped_seed_ct: wrapped_seed },
    });
    await transaction.session.deleteMany({ where: { member_id: memberId } });
    await transaction.notification.createMany({
      data: used.notices.map((notice) => ({
        ...{ id: notice.id, organisation_id: organisationId, member_id: notice.memberId, created_at: now },
        ...{ kind: 'code_used', subject_kind: 'Member', subject_id: memberId },
      })),
    });
    await insertEvent(transaction, used.event);
    return true;
  });
}

/** The active custodians of an organisation, by id. */
export async function custodiansOf(organisationId: string): Promise<string[]> {
  const where = { organisation_id: organisationId, status: 'active', roles: { has: 'custodian' } };
  return (await auth().member.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/** Whether the organisation's recovery key was neither confirmed nor tried since a moment. No key is no reason to remind of one. */
export async function drillDue(organisationId: string, since: Date): Promise<boolean> {
  const key = await auth().recovery_key.findFirst({
    where: { organisation_id: organisationId, confirmed_at: { not: null }, retired_at: null },
    orderBy: { confirmed_at: 'desc' },
    select: { confirmed_at: true, drilled_at: true },
  });
  const last = key?.drilled_at ?? key?.confirmed_at;
  return Boolean(last && last <= since);
}

/** One notice for each time of being due: its id is made from what it is about, so that a second one is not written. */
export async function insertDrillNotice(
  id: string,
  member: { id: string; organisationId: string },
  now: Date,
): Promise<void> {
  const about = { kind: 'drill_due', subject_kind: 'Member', subject_id: member.id };
  const data = [{ id, organisation_id: member.organisationId, member_id: member.id, created_at: now, ...about }];
  await auth().notification.createMany({ data, skipDuplicates: true });
}
