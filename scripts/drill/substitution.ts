import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { actAs } from '#app/features/members/act-as.server.ts';
import { listVerifiedColleagues } from '#app/features/members/verified-colleagues.server.ts';
import { renewVaults } from '#app/features/vaults/renew-vaults.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Subject } from '#app/kernel/content-keys.server.ts';
import { transactionOf } from '#app/kernel/transaction.server.ts';
import { inTransaction, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { hpkeSeal, keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { DirectoryError } from '#app/platform/keys/directory.server.ts';

export interface Substitutions {
  tried: number;
  /** vault seeds or content keys that were sealed to a key which somebody planted in the database */
  seals: number;
  byKind: Record<string, { tried: number; seals: number }>;
}

export interface Ground {
  /** may write every row: the attacker */
  superuser: DatabaseAddress;
  custodian: { email: string; password: string };
  /** of the custodian's organisation, with a role that holds the vault */
  memberId: string;
  compartment: string;
  /** another organisation's vault, to which a legal officer hands a key over */
  sender: { email: string; password: string; subject: Subject; compartment: string };
  recipient: { organisationId: string; compartment: string };
}

/** What a writer of the whole database plants; each returns how to take it away again. */
type Plant = (client: pg.Client, ground: Ground, publicKey: Buffer) => Promise<() => Promise<unknown>>;

const changeMember =
  (assignment: string): Plant =>
  async (client, { memberId }, publicKey) => {
    const [before] = (await client.query('SELECT * FROM directory.member WHERE id = $1', [memberId])).rows;
    const values = assignment.includes('$2') ? [memberId, publicKey] : [memberId];
    await client.query(`UPDATE directory.member SET ${assignment} WHERE id = $1`, values);
    return () =>
      client.query(
        'UPDATE directory.member SET kem_public_key = $2, roles = $3, status = $4, entry_version = $5, entry_signature = $6 WHERE id = $1',
        [
          ...[
            memberId,
            before.kem_public_key,
            before.roles,
            before.status,
            before.entry_version,
            before.entry_signature,
          ],
        ],
      );
  };

const MEMBER_PLANTS: Record<string, Plant> = {
  'public key of a member': changeMember('kem_public_key = $2'),
  'public key, with a signature of somebody else': changeMember(
    `kem_public_key = $2, entry_signature = (SELECT entry_signature FROM directory.member o WHERE o.id <> member.id LIMIT 1)`,
  ),
  'public key, with another version': changeMember('kem_public_key = $2, entry_version = entry_version + 1'),
  'public key, with a signature of zeros': changeMember(
    `kem_public_key = $2, entry_signature = decode(repeat('00', 64), 'hex')`,
  ),
  'a role more and a public key': changeMember(`kem_public_key = $2, roles = roles || '{custodian}'`),
  'a member of their own making': async (client, { memberId }, publicKey) => {
    const id = randomUUID();
    await client.query(
      `INSERT INTO directory.member SELECT (jsonb_populate_record(m, jsonb_build_object('id', $2::text, 'email', $2::text))).*
       FROM directory.member m WHERE m.id = $1`,
      [memberId, id],
    );
    await client.query('UPDATE directory.member SET kem_public_key = $2 WHERE id = $1', [id, publicKey]);
    return () => client.query('DELETE FROM directory.member WHERE id = $1', [id]);
  },
};

const VAULT_PLANTS: Record<string, Plant> = {
  'public key of a vault': async (client, { recipient }, publicKey) => {
    const key = [recipient.organisationId, recipient.compartment];
    const [before] = (
      await client.query(
        'SELECT * FROM keys.vault WHERE organisation_id = $1 AND compartment = $2 ORDER BY epoch DESC LIMIT 1',
        key,
      )
    ).rows;
    await client.query(
      'UPDATE keys.vault SET public_key = $4 WHERE organisation_id = $1 AND compartment = $2 AND epoch = $3',
      [...key, before.epoch, publicKey],
    );
    return () =>
      client.query(
        'UPDATE keys.vault SET public_key = $4 WHERE organisation_id = $1 AND compartment = $2 AND epoch = $3',
        [...key, before.epoch, before.public_key],
      );
  },
  'a newer epoch of a vault': async (client, { recipient }, publicKey) => {
    const key = [recipient.organisationId, recipient.compartment];
    await client.query(
      `INSERT INTO keys.vault SELECT organisation_id, compartment, epoch + 1000, $3, entry_version, entry_signature, now()
       FROM keys.vault WHERE organisation_id = $1 AND compartment = $2 ORDER BY epoch DESC LIMIT 1`,
      [...key, publicKey],
    );
    return () =>
      client.query('DELETE FROM keys.vault WHERE organisation_id = $1 AND compartment = $2 AND epoch > 1000', key);
  },
};

class RolledBack extends Error {}

/**
 * Plants a public key `count` times, in turn in every way above, and lets a custodian renew a vault, or a legal officer hand
 * a key over, each time. Nothing of it stays. `trusting` is the planted weakness: the row is believed without its signature.
 */
export async function trySubstitutions(ground: Ground, count: number, trusting = false): Promise<Substitutions> {
  const result: Substitutions = { tried: 0, seals: 0, byKind: {} };
  const client = new pg.Client(ground.superuser);
  await client.connect();
  const custodian = await actAs(ground.custodian.email, ground.custodian.password);
  const sender = await actAs(ground.sender.email, ground.sender.password);
  const plants = [
    ...Object.entries(MEMBER_PLANTS).map(([kind, plant]) => ({
      kind,
      plant,
      sealed: () => sealedToMember(custodian, ground, trusting, key),
    })),
    ...Object.entries(VAULT_PLANTS).map(([kind, plant]) => ({
      kind,
      plant,
      sealed: () => sealedToVault(sender, ground, trusting),
    })),
  ];
  let key: Buffer = Buffer.alloc(0);
  try {
    for (; result.tried < count; result.tried += 1) {
      const { kind, plant, sealed } = plants[result.tried % plants.length]!;
      key = Buffer.from((await keyPairFromSeed(randomBytes(32))).publicKey);
      const undo = await plant(client, ground, key);
      const seals = await sealed().finally(undo);
      const counted = (result.byKind[kind] ??= { tried: 0, seals: 0 });
      counted.tried += 1;
      counted.seals += seals;
      result.seals += seals;
    }
  } finally {
    await client.end();
  }
  return result;
}

/** Renews the vault and counts the new epoch's grants that went to a row with the planted key. */
async function sealedToMember(
  custodian: SignedIn,
  { compartment }: Ground,
  trusting: boolean,
  planted: Buffer,
): Promise<number> {
  let seals = 0;
  const renewal = inTransaction(custodian, 'app', new Date(), async (uow) => {
    const rows = await membersWith(uow, planted);
    if (trusting) {
      const vault = uow.keys.current(compartment)!;
      for (const row of rows) if ((await vault.grantTo(row)).length > 0) seals += 1;
    } else {
      await renewVaults(uow, [compartment], 'suspicion');
      const granted = await grantedJustNow(uow, compartment);
      if (granted.length === 0) throw new Error('Nobody was granted the new epoch: this would prove nothing.');
      seals += rows.filter(({ memberId }) => granted.includes(memberId)).length;
      seals += (await listVerifiedColleagues(uow)).filter(({ publicKey }) =>
        Buffer.from(publicKey).equals(planted),
      ).length;
    }
    throw new RolledBack();
  });
  await renewal.catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
  return seals;
}

async function sealedToVault(
  sender: SignedIn,
  { sender: from, recipient }: Ground,
  trusting: boolean,
): Promise<number> {
  try {
    await inTransaction(sender, 'app', new Date(), async (uow) => {
      if (trusting) {
        const { organisationId: organisation_id, compartment } = recipient;
        const row = await transactionOf(uow).vault.findFirstOrThrow({
          where: { organisation_id, compartment },
          orderBy: { epoch: 'desc' },
        });
        await hpkeSeal(row.public_key, Buffer.alloc(0), randomBytes(32));
        throw new RolledBack();
      }
      await uow.contentKeys.sealTo(from.subject, from.compartment, recipient.organisationId, recipient.compartment);
      throw new RolledBack();
    });
    return 0;
  } catch (error) {
    if (error instanceof DirectoryError) return 0;
    if (error instanceof RolledBack) return 1;
    throw error;
  }
}

/** Rows of the organisation that carry the planted key, as the application reads them. */
async function membersWith(uow: UnitOfWork, planted: Buffer): Promise<{ memberId: string; publicKey: Uint8Array }[]> {
  const rows = await transactionOf(uow).member.findMany({
    where: { organisation_id: uow.actor.organisationId },
    select: { id: true, kem_public_key: true },
  });
  return rows.flatMap((row) =>
    planted.equals(row.kem_public_key) ? [{ memberId: row.id, publicKey: row.kem_public_key }] : [],
  );
}

/** Who was given the newest epoch of the vault. */
async function grantedJustNow(uow: UnitOfWork, compartment: string): Promise<string[]> {
  const where = { organisation_id: uow.actor.organisationId, compartment };
  const rows = await transactionOf(uow).vault_grant.findMany({
    where,
    select: { member_id: true, epoch: true },
    orderBy: { epoch: 'desc' },
  });
  return rows.filter(({ epoch }) => epoch === rows[0]?.epoch).map(({ member_id }) => member_id);
}
