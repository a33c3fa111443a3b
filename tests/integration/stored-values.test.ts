import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { openRow, type SealedRow } from '#app/kernel/codec.server.ts';
import { SEALED_TABLES, type SealedTableName } from '#app/kernel/column-register.ts';
import { ContentKeys } from '#app/kernel/content-keys.server.ts';
import { valueOf, type Plaintext } from '#app/kernel/plaintext.server.ts';
import { bindTransaction, type Transaction } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { PrismaClient } from '#app/platform/db/clients.server.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { saveIdentity } from '#app/features/cases/save-identity.server.ts';
import { onCase } from '../support/casework.ts';
import { testDatabase } from '../support/database.ts';
import { attack, totalAccepted, type Sample } from '../support/mutations.ts';
import { aReadyCase, shown } from '../support/packets.ts';
import { createWorld, type World } from '../support/world.ts';

/**
 * Somebody who can write to the database puts back, moves, cuts and changes what is stored in the real tables, and a member
 * with all the keys opens it through the codec that every repository uses.
 */
type Stored = { table: SealedTableName; row: SealedRow; column: string };
/** Bits are flipped one by one: of longer values the unit tests of the cipher flip all. */
const LONGEST = 260;

let world: World;
let everything: PrismaClient;
let caseIds: string[];
let rolledBack: Sample<Stored>[];

beforeAll(async () => {
  world = await createWorld();
  everything = new PrismaClient({ adapter: new PrismaPg(testDatabase().superuser) });
  caseIds = [(await aReadyCase(world)).caseId, (await aReadyCase(world)).caseId];
  rolledBack = await samplesOf(['identity_record'], 1);
  await changeIdentity(caseIds[0]!);
});
afterAll(() => everything.$disconnect());

/** The row moves on by a version; the values from before still exist in `rolledBack`. */
async function changeIdentity(caseId: string): Promise<void> {
  const { caseworker } = world.north.members;
  const { rowVersion } = shown(await onCase(caseworker, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId)));
  await onCase(caseworker, 'editIdentity', caseId, (uow) =>
    saveIdentity(uow, caseId, { fullName: 'Another Fictional', phone: '044 111 111', hours: 'evenings', rowVersion }),
  );
}

/** A unit of work of this member that sees every row: what is left to refuse is the encryption. */
function unhindered({ actor, keys }: SignedIn): UnitOfWork {
  const uow = { actor, now: new Date() } as { -readonly [K in keyof UnitOfWork]: UnitOfWork[K] };
  bindTransaction(uow, everything as unknown as Transaction);
  uow.contentKeys = new ContentKeys(uow, keys);
  return uow;
}

/** `each`: at most so many values of every table and case. */
async function samplesOf(tables: readonly SealedTableName[], each: number): Promise<Sample<Stored>[]> {
  const samples: Sample<Stored>[] = [];
  for (const table of tables) {
    const delegate = everything[table] as unknown as { findMany(query: object): Promise<SealedRow[]> };
    for (const row of await delegate.findMany({ where: { case_id: { in: caseIds } }, orderBy: { id: 'asc' } })) {
      const columns = Object.keys(SEALED_TABLES[table].columns).filter((column) => row[column] && (row[column] as Uint8Array).length <= LONGEST);
      for (const column of columns.slice(0, each)) samples.push({ address: { table, row, column }, stored: row[column] as Uint8Array });
    }
  }
  return samples;
}

async function openStored(uow: UnitOfWork, { table, row, column }: Stored, stored: Uint8Array): Promise<string> {
  const bare = Object.fromEntries(Object.entries(row).filter(([name]) => !name.endsWith('_ct'))) as SealedRow;
  const opened = (await openRow(uow, table, { ...bare, [column]: stored })) as Record<string, Plaintext<string | Buffer> | null>;
  const value = opened[column.slice(0, -'_ct'.length)];
  // An absent value is no answer: it must come as an error.
  return value ? String(valueOf(value)) : '';
}

const refused = (error: unknown) => error instanceof DecryptionError;

describe('stored values', () => {
  test('that were flipped, cut, extended, spliced or moved do not open: at least 10,000 attempts, none accepted', async () => {
    const samples = [...(await samplesOf(['identity_record', 'application', 'evidence'], 2)), ...rolledBack].slice(0, 12);
    const uow = unhindered(world.north.members.lawyer);
    const report = await attack(samples, (address, stored) => openStored(uow, address, stored), refused);
    expect(new Set(samples.map(({ address }) => address.table)).size).toBeGreaterThan(1);
    expect([totalAccepted(report), report.surprises]).toEqual([0, []]);
    expect(report.tried).toBeGreaterThan(10_000);
  }, 180_000);

  test('of an older version of the same row do not open in the newer one', async () => {
    const uow = unhindered(world.north.members.lawyer);
    const now = await samplesOf(['identity_record'], 9);
    let tried = 0;
    for (const { address, stored } of rolledBack) {
      const newer = now.find((each) => each.address.row.id === address.row.id && each.address.column === address.column);
      if (!newer || newer.address.row.row_version === address.row.row_version) continue;
      tried += 1;
      expect(await openStored(uow, address, stored)).not.toBe('');
      await expect(openStored(uow, newer.address, stored)).rejects.toThrow(DecryptionError);
      // Writing the old version number back is refused too where a value of another version stands in the row.
      await expect(openStored(uow, { ...newer.address, row: { ...newer.address.row, row_version: address.row.row_version } }, newer.stored)).rejects.toThrow();
    }
    expect(tried).toBeGreaterThan(0);
  });

  test('would open in another place if a value were not bound to its address, as a planted store shows', async () => {
    const uow = unhindered(world.north.members.lawyer);
    const samples = (await samplesOf(['identity_record'], 2)).slice(0, 4);
    const homes = new Map(samples.map(({ address, stored }) => [Buffer.from(stored).toString('hex'), address]));
    // Opens a value under the address at which it was sealed, wherever it stands.
    const careless = (address: Stored, stored: Uint8Array) => openStored(uow, homes.get(Buffer.from(stored).toString('hex')) ?? address, stored);
    const report = await attack(samples, careless, refused);
    expect(report.accepted.move).toBe(samples.length * (samples.length - 1));
    expect(report.accepted.flip).toBe(0);
  }, 60_000);
});

describe('wrapped keys', () => {
  test('of cases do not unwrap for another case or compartment, nor changed in any bit', async () => {
    const rows = await everything.content_key.findMany({ where: { subject_id: { in: caseIds }, compartment: { in: ['identity', 'casework', 'legal'] } } });
    const samples = rows.map((row) => ({ address: row, stored: row.wrapped_key_ct as Uint8Array }));
    const { keys } = world.north.members.lawyer;
    const unwrap = (row: (typeof rows)[number], stored: Uint8Array) =>
      keys.vault(row.compartment, row.epoch)!.unwrapContentKey({ kind: row.subject_kind, id: row.subject_id }, stored);
    const report = await attack(samples, unwrap, refused);
    expect([totalAccepted(report), report.surprises]).toEqual([0, []]);
    expect(report.tried).toBeGreaterThan(4_000);
  }, 60_000);
});

test('a page with a changed value shows nothing of it, and the log tells the auditor', async () => {
  const { caseworker } = world.north.members;
  const [caseId] = caseIds;
  const { id, phone_ct } = await everything.identity_record.findFirstOrThrow({ where: { case_id: caseId! } });
  const changed = Buffer.from(phone_ct!);
  changed[changed.length - 1]! ^= 1;
  await everything.identity_record.update({ where: { id }, data: { phone_ct: changed } });
  const viewing = () => onCase(caseworker, 'readIdentity', caseId!, (uow) => viewIdentity(uow, caseId!));
  await expect(viewing()).rejects.toThrow(DecryptionError);
  await everything.identity_record.update({ where: { id }, data: { phone_ct: Buffer.from(phone_ct!) } });
  await expect(viewing()).resolves.toBeDefined();
  const events = await everything.event.findMany({ where: { type: 'integrity.failed', case_id: caseId! } });
  expect(events.map(({ actor_id, outcome, detail }) => ({ actor_id, outcome, detail }))).toEqual([
    { actor_id: caseworker.actor.id, outcome: 'failed', detail: { what: 'DecryptionError' } },
  ]);
});
