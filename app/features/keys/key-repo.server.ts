import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { insertEvent } from '#app/kernel/audit.server.ts';
import type { AuditEvents } from '#app/kernel/audit-events.ts';
import { systemClock } from '#app/platform/clock.ts';
import { KeyModuleError, type KeyPurpose } from '#app/platform/keys/key-module.server.ts';

export type KeyTransaction = Prisma.TransactionClient;

/** How many rows of one kind need one version of a key. */
export interface KeyUse {
  purpose: KeyPurpose;
  version: number;
  rows: number;
  /** such as `directory.member.pepper_version` */
  place: string;
}

/** Any number, the same in every process: who holds it is the one that changes keys. */
const LOCK = 8_116_021;

const OPEN_LINK = 'accepted_at IS NULL AND cancelled_at IS NULL AND expires_at > now()';

/** Where a version of a key stands beside what it made. tests/integration/key-rotation.test.ts compares it with the database. */
export const PLACES: ReadonlyArray<{ purpose: KeyPurpose; place: string; uses: string }> = [
  {
    purpose: 'pepper',
    place: 'directory.member.pepper_version',
    uses: 'SELECT pepper_version AS version, count(*)::int AS rows FROM directory.member GROUP BY 1',
  },
  {
    // A link that can still be used; of others nothing is opened any more.
    purpose: 'pepper',
    place: 'directory.invitation.pepper_version',
    uses: `SELECT pepper_version AS version, count(*)::int AS rows FROM directory.invitation WHERE ${OPEN_LINK} GROUP BY 1`,
  },
  {
    purpose: 'pepper',
    place: 'keys.member_recovery.pepper_version',
    uses: `SELECT pepper_version AS version, count(*)::int AS rows FROM keys.member_recovery
           WHERE pepper_version IS NOT NULL GROUP BY 1`,
  },
  {
    purpose: 'directory',
    place: 'directory.invitation.entry_version',
    uses: `SELECT entry_version AS version, count(*)::int AS rows FROM directory.invitation WHERE ${OPEN_LINK} GROUP BY 1`,
  },
  {
    purpose: 'directory',
    place: 'keys.recovery_key.entry_version',
    uses: 'SELECT entry_version AS version, count(*)::int AS rows FROM keys.recovery_key WHERE retired_at IS NULL GROUP BY 1',
  },
  {
    purpose: 'directory',
    place: 'directory.member.entry_version',
    uses: 'SELECT entry_version AS version, count(*)::int AS rows FROM directory.member GROUP BY 1',
  },
  {
    purpose: 'directory',
    place: 'directory.second_factor.entry_version',
    uses: 'SELECT entry_version AS version, count(*)::int AS rows FROM directory.second_factor GROUP BY 1',
  },
  {
    purpose: 'directory',
    place: 'keys.vault.entry_version',
    uses: 'SELECT entry_version AS version, count(*)::int AS rows FROM keys.vault GROUP BY 1',
  },
  {
    purpose: 'packet',
    place: 'casework.packet.signature_version',
    uses: 'SELECT version, packets AS rows FROM keys.packet_signature_use',
  },
  {
    purpose: 'packet',
    place: 'casework.letter.signature_version',
    uses: 'SELECT version, letters AS rows FROM keys.letter_signature_use',
  },
  {
    purpose: 'packet',
    place: 'casework.supplement.signature_version',
    uses: 'SELECT version, supplements AS rows FROM keys.supplement_signature_use',
  },
  {
    purpose: 'checkpoint',
    place: 'audit.checkpoint.key_version',
    uses: 'SELECT version, checkpoints AS rows FROM keys.checkpoint_signature_use',
  },
  {
    // The first four bytes of what a session keeps (session-secrets.server.ts).
    purpose: 'session',
    place: 'directory.session.secrets_ct',
    uses: `SELECT ('x' || encode(substring(secrets_ct FROM 1 FOR 4), 'hex'))::bit(32)::int AS version, count(*)::int AS rows
           FROM directory.session WHERE expires_at > now() GROUP BY 1`,
  },
];

/**
 * One change of keys at a time over the whole installation, whatever hosts it runs on; the lock ends with the connection.
 * Acts for the host's operator, whom the command line does not know by name. Throws KeyModuleError when another runs.
 */
export function inKeyCommand<Result>(work: (transaction: KeyTransaction) => Promise<Result>): Promise<Result> {
  return clientFor('auth').$transaction(
    async (transaction) => {
      const [lock] = await transaction.$queryRaw<[{ mine: boolean }]>`
        SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine,
               set_config('linden.organisation_kind', 'host', true), set_config('linden.roles', 'operator', true)`;
      if (!lock.mine) throw new KeyModuleError('Another command is changing keys at this moment.');
      return work(transaction);
    },
    { timeout: 3_600_000, maxWait: 10_000 },
  );
}

export async function keyUses(transaction: KeyTransaction): Promise<KeyUse[]> {
  const uses: KeyUse[] = [];
  for (const { purpose, place, uses: sql } of PLACES) {
    const rows = await transaction.$queryRawUnsafe<Array<{ version: number; rows: number }>>(sql);
    uses.push(...rows.map((row) => ({ purpose, place, ...row })));
  }
  return uses;
}

export async function recordKeyEvent<Type extends 'key.rotated' | 'key.retired' | 'key.directory_signed'>(
  transaction: KeyTransaction,
  type: Type,
  detail: AuditEvents[Type],
): Promise<void> {
  const nobody = { actorId: null, actorOrganisationId: null, organisationId: null, caseId: null, consentId: null };
  await insertEvent(transaction, {
    ...nobody,
    at: systemClock.now(),
    type,
    action: 'changeKeys',
    outcome: 'done',
    resourceKind: 'Key',
    resourceId: null,
    purpose: null,
    detail: { ...detail },
  });
}

/** Members whose entry is signed by another version, after `afterId`. */
export function membersToSign(current: number, afterId: string | undefined, take: number) {
  return clientFor('auth').member.findMany({
    where: { entry_version: { not: current }, ...(afterId ? { id: { gt: afterId } } : {}) },
    orderBy: { id: 'asc' },
    take,
    select: {
      id: true,
      organisation_id: true,
      kem_public_key: true,
      roles: true,
      status: true,
      factor_ids: true,
      entry_version: true,
      entry_signature: true,
    },
  });
}

/** Vaults whose entry is signed by another version: a few per organisation. */
export function vaultsToSign(current: number) {
  return clientFor('auth').vault.findMany({ where: { entry_version: { not: current } } });
}

/** Second factors whose entry is signed by another version: at most a few per member. */
export function factorsToSign(current: number) {
  return clientFor('auth').second_factor.findMany({ where: { entry_version: { not: current } } });
}

export async function replaceFactorSignature(id: string, verified: Signed, signed: Signed): Promise<boolean> {
  const { count } = await clientFor('auth').second_factor.updateMany({ where: { id, ...verified }, data: signed });
  return count === 1;
}

/** Links that can still be used and whose entry is signed by another version. */
export function linksToSign(current: number) {
  return clientFor('auth').invitation.findMany({
    where: {
      entry_version: { not: current },
      accepted_at: null,
      cancelled_at: null,
      expires_at: { gt: systemClock.now() },
    },
  });
}

export async function replaceLinkSignature(id: string, verified: Signed, signed: Signed): Promise<boolean> {
  const { count } = await clientFor('auth').invitation.updateMany({ where: { id, ...verified }, data: signed });
  return count === 1;
}

/** Recovery keys in use, or being written down, whose entry is signed by another version: one or two per organisation. */
export function recoveryKeysToSign(current: number) {
  return clientFor('auth').recovery_key.findMany({ where: { entry_version: { not: current }, retired_at: null } });
}

export async function replaceRecoveryKeySignature(id: string, verified: Signed, signed: Signed): Promise<boolean> {
  const { count } = await clientFor('auth').recovery_key.updateMany({ where: { id, ...verified }, data: signed });
  return count === 1;
}

type Signed = { entry_version: number; entry_signature: Uint8Array<ArrayBuffer> };

/** Replaces exactly the signature that was verified; answers whether it was still there. */
export async function replaceMemberSignature(id: string, verified: Signed, signed: Signed): Promise<boolean> {
  const { count } = await clientFor('auth').member.updateMany({ where: { id, ...verified }, data: signed });
  return count === 1;
}

export async function replaceVaultSignature(
  id: { organisation_id: string; compartment: string; epoch: number },
  verified: Signed,
  signed: Signed,
): Promise<boolean> {
  const { count } = await clientFor('auth').vault.updateMany({ where: { ...id, ...verified }, data: signed });
  return count === 1;
}
