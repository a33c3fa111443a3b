import { PrismaPg } from '@prisma/adapter-pg';
import { openRow, type SealedRow } from '#app/kernel/codec.server.ts';
import { SEALED_TABLES, type SealedTable, type SealedTableName } from '#app/kernel/column-register.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { ContentKeys } from '#app/kernel/content-keys.server.ts';
import { valueOf } from '#app/kernel/plaintext.server.ts';
import { bindTransaction } from '#app/kernel/transaction.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { PrismaClient } from '#app/platform/db/clients.server.ts';
import type { TestDatabase } from './database.ts';

export interface Found {
  opened: number;
  texts: string[];
  failed: { table: string; caseId: string }[];
}

/**
 * Opens every sealed row of a CSO in a database, whoever may see it: as a superuser, with the keys of all these members.
 * What an owner of the database with everybody's password and the key module could do.
 */
export async function openWhatIsStored(database: TestDatabase, members: Record<string, SignedIn>): Promise<Found> {
  const plain = new PrismaClient({ adapter: new PrismaPg(database.superuser) });
  const found: Found = { opened: 0, texts: [], failed: [] };
  const everybody = Object.values(members);
  const organisation = everybody[0]!.actor.organisationId;
  try {
    for (const [name, definition] of Object.entries(SEALED_TABLES) as [SealedTableName, SealedTable][]) {
      const rows = await (plain[name] as unknown as { findMany(where: object): Promise<SealedRow[]> }).findMany({
        where: { organisation_id: organisation },
      });
      for (const row of rows.filter((each) => Object.keys(definition.columns).some((column) => each[column]))) {
        await tryEverybody(plain, everybody, name, row, found);
      }
    }
  } finally {
    await plain.$disconnect();
  }
  return found;
}

async function tryEverybody(
  plain: PrismaClient,
  everybody: readonly SignedIn[],
  table: SealedTableName,
  row: SealedRow,
  found: Found,
) {
  for (const member of everybody) {
    const uow = { actor: member.actor, now: new Date() } as UnitOfWork & { contentKeys: ContentKeys };
    Object.assign(uow, { contentKeys: new ContentKeys(uow, member.keys) });
    bindTransaction(uow, plain as never);
    try {
      const opened = Object.values(await openRow(uow, table, row));
      const values = opened
        .filter((value) => value !== null)
        .map((value) => valueOf(value as never) as string | Buffer);
      found.opened += 1;
      found.texts.push(...values.filter((value) => typeof value === 'string'));
      return;
    } catch {
      // Another member may hold the vault.
    }
  }
  found.failed.push({ table, caseId: await caseOf(plain, row) });
}

async function caseOf(plain: PrismaClient, row: SealedRow): Promise<string> {
  if (typeof row['case_id'] === 'string') return row['case_id'];
  if (typeof row['packet_id'] === 'string')
    return (await plain.packet.findUniqueOrThrow({ where: { id: row['packet_id'] } })).case_id;
  return row.id;
}
