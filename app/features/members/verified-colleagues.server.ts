import { Conflict, Forbidden, NotFound } from '#app/kernel/errors.ts';
import type { Role } from '#app/kernel/roles.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, memberEntry, signEntry, verifyEntry } from '#app/platform/keys/directory.server.ts';
import { findEntries, findEntry, holdMembers, lockMembers, updateEntry } from './colleague-repo.server.ts';

/** A member whose row carries the key module's signature: only her public key may be sealed to. */
export interface VerifiedColleague {
  id: string;
  name: string;
  roles: readonly Role[];
  status: string;
  publicKey: Uint8Array;
  /** her second factors; they are part of what is signed */
  factorIds: readonly string[];
  /** of the row as it was read */
  signature: Uint8Array<ArrayBuffer>;
}

type Entry = NonNullable<Awaited<ReturnType<typeof findEntry>>>;

/** The active members of the organisation whose rows are signed. One that is not is left out: it is nobody. */
export async function listVerifiedColleagues(uow: UnitOfWork): Promise<VerifiedColleague[]> {
  const colleagues: VerifiedColleague[] = [];
  for (const entry of await findEntries(uow)) {
    try {
      colleagues.push(await verified(entry));
    } catch (error) {
      if (!(error instanceof DirectoryError)) throw error;
    }
  }
  return colleagues;
}

/** Throws NotFound, and DirectoryError for a row that Linden did not sign. */
export async function verifiedColleague(uow: UnitOfWork, memberId: string): Promise<VerifiedColleague> {
  const entry = await findEntry(uow, memberId);
  if (!entry) throw new NotFound();
  return verified(entry);
}

/**
 * Lets one custodian of the organisation at a time change its members and vaults. She must still be one when it is her turn:
 * of two who let each other go, one remains.
 */
export async function lockDirectory(uow: UnitOfWork): Promise<void> {
  await lockMembers(uow);
  const self = await verifiedColleague(uow, uow.actor.id);
  if (self.status !== 'active' || !self.roles.includes('custodian')) throw new Forbidden();
}

/** Until this transaction ends nobody of the organisation leaves or changes roles: who is active now is active then. */
export function holdDirectory(uow: UnitOfWork): Promise<void> {
  return holdMembers(uow);
}

/**
 * Writes a colleague's roles and status with a new signature. Throws Forbidden where row-level security refuses, and
 * Conflict when she herself changed her entry meanwhile (a second factor, new keys).
 */
export async function changeEntry(
  uow: UnitOfWork,
  colleague: VerifiedColleague,
  roles: readonly Role[],
  status: string,
): Promise<void> {
  const entry = await signEntry(await keyModule(), {
    kind: 'member',
    memberId: colleague.id,
    organisationId: uow.actor.organisationId,
    kemPublicKey: colleague.publicKey,
    roles: [...roles],
    status,
    factors: [...colleague.factorIds],
  });
  if (await updateEntry(uow, colleague.id, colleague.signature, { roles, status, entry })) return;
  const now = await findEntry(uow, colleague.id);
  throw now && !Buffer.from(now.entry_signature).equals(colleague.signature) ? new Conflict() : new Forbidden();
}

async function verified(entry: Entry): Promise<VerifiedColleague> {
  const { id, kem_public_key, roles, status, factor_ids } = entry;
  await verifyEntry(await keyModule(), memberEntry(entry), entry.entry_version, entry.entry_signature);
  return {
    id,
    name: entry.display_name,
    roles: roles as Role[],
    status,
    publicKey: kem_public_key,
    factorIds: factor_ids,
    signature: entry.entry_signature,
  };
}
