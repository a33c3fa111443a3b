import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';

/** Accounts before anybody is known: the directory under the role `linden_auth`. */
const auth = () => clientFor('auth');

export function findAccount(email: string) {
  return auth().member.findUnique({ where: { email }, include: { organisation: true } });
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

export async function touchLogin(memberId: string, at: Date): Promise<void> {
  await auth().member.updateMany({ where: { id: memberId }, data: { last_login_at: at } });
}

/** Failed attempts of a subject (an account or an address, hashed) since a moment. */
export function countAttempts(subjectHash: Uint8Array<ArrayBuffer>, since: Date): Promise<number> {
  return auth().login_attempt.count({ where: { subject_hash: subjectHash, attempted_at: { gt: since } } });
}

/** Writes an attempt for every subject and answers their ids. */
export async function addAttempts(subjectHashes: Uint8Array<ArrayBuffer>[], at: Date): Promise<bigint[]> {
  const data = subjectHashes.map((subject_hash) => ({ subject_hash, attempted_at: at }));
  const rows = await auth().login_attempt.createManyAndReturn({ data, select: { id: true } });
  return rows.map(({ id }) => id);
}

export async function removeAttempts(ids: readonly bigint[]): Promise<void> {
  await auth().login_attempt.deleteMany({ where: { id: { in: [...ids] } } });
}

export async function clearAttempts(subjectHash: Uint8Array<ArrayBuffer>): Promise<void> {
  await auth().login_attempt.deleteMany({ where: { subject_hash: subjectHash } });
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

export async function deleteSessions(memberId: string): Promise<void> {
  await auth().session.deleteMany({ where: { member_id: memberId } });
}
