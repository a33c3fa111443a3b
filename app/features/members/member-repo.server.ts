import { randomUUID } from 'node:crypto';
import type { NoticeKind } from '#app/features/notices/notice-kinds.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import type { MemberKeyRecord } from '#app/platform/keys/member-keys.server.ts';

/** Accounts before anybody is known: the directory under the role `linden_auth`. */
const auth = () => clientFor('auth');

export function findAccount(email: string) {
  return auth().member.findUnique({ where: { email }, include: { organisation: true } });
}

export function findAccountById(id: string) {
  return auth().member.findUnique({ where: { id }, include: { organisation: true } });
}

/** The grants of a member with the signed public keys of their vaults. */
export async function findGrants(memberId: string) {
  const grants = await auth().vault_grant.findMany({ where: { member_id: memberId } });
  const vaults = await auth().vault.findMany({
    where: { OR: grants.map(({ organisation_id, compartment, epoch }) => ({ organisation_id, compartment, epoch })) },
  });
  const signed = new Map(
    vaults.map((vault) => [`${vault.organisation_id}/${vault.compartment}#${vault.epoch}`, vault]),
  );
  return grants.flatMap((grant) => {
    const vault = signed.get(`${grant.organisation_id}/${grant.compartment}#${grant.epoch}`);
    return vault ? [{ grant, vault }] : [];
  });
}

/** Puts a record in the place of exactly the one that was read; leaves any other alone. */
export async function replaceMemberKeys(
  read: Pick<MemberKeyRecord, 'password_verifier' | 'pepper_version'> & { id: string },
  { wrapped_seed, ...record }: MemberKeyRecord,
): Promise<void> {
  const { id, password_verifier, pepper_version } = read;
  const where = { id, password_verifier, pepper_version, kem_public_key: record.kem_public_key };
  await auth().member.updateMany({ where, data: { ...record, wrapped_seed_ct: wrapped_seed } });
}

export async function touchLogin(memberId: string, at: Date): Promise<void> {
  await auth().member.updateMany({ where: { id: memberId }, data: { last_login_at: at } });
}

export async function keepLanguage(memberId: string, language: string): Promise<void> {
  await auth().member.updateMany({ where: { id: memberId }, data: { language } });
}

export function findHost() {
  return auth().organisation.findFirst({
    where: { kind: 'host' },
    orderBy: { created_at: 'asc' },
    select: { id: true },
  });
}

export interface NewOrganisation {
  organisation: Prisma.organisationCreateManyInput;
  members: Prisma.memberCreateManyInput[];
  vaults: Prisma.vaultCreateManyInput[];
  grants: Prisma.vault_grantCreateManyInput[];
}

export async function insertOrganisation({ organisation, members, vaults, grants }: NewOrganisation): Promise<void> {
  await auth().$transaction([
    auth().organisation.createMany({ data: [organisation] }),
    auth().member.createMany({ data: members }),
    auth().vault.createMany({ data: vaults }),
    auth().vault_grant.createMany({ data: grants }),
  ]);
}

export async function findEmail(memberId: string): Promise<string> {
  return (await auth().member.findUniqueOrThrow({ where: { id: memberId }, select: { email: true } })).email;
}

type AccountNotice = Extract<
  NoticeKind,
  'password_changed' | 'factors_changed' | 'second_step_failed' | 'second_step_missing' | 'sign_ins_refused'
>;

/** Tells a member what happened to her account; in the transaction that changes it, when there is one. */
export async function tellMember(
  member: { id: string; organisation_id: string },
  kind: AccountNotice,
  at: Date,
  client: Pick<Prisma.TransactionClient, 'notification'> = auth(),
): Promise<void> {
  const about = { kind, subject_kind: 'Member', subject_id: member.id, created_at: at };
  const data = [{ id: randomUUID(), organisation_id: member.organisation_id, member_id: member.id, ...about }];
  await client.notification.createMany({ data });
}
