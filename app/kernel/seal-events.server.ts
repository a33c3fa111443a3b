import { clientFor } from '#app/platform/db/clients.server.ts';
import type { Prisma } from '#app/platform/db/generated.server/client.ts';
import { env } from '#app/platform/env/env.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { signCheckpoint } from '#app/platform/transparency/log-key.server.ts';
import {
  GrowingTree,
  STORED_EVERY,
  storedLevels,
  tileRange,
  type Hash,
  type Subtree,
} from '#app/platform/transparency/merkle-tree.server.ts';
import { eventLeaf } from './audit.server.ts';
import { settledSequence } from './settled-events.server.ts';

/** `waiting`: a transaction that writes has not ended; `busy`: another process seals; `recent`: the last checkpoint will do. */
export interface Sealing {
  outcome: 'sealed' | 'nothing' | 'recent' | 'waiting' | 'busy';
  /** how many events got a place in the tree */
  added: number;
}

export interface SealingOrder {
  now: Date;
  /** how long to wait for transactions that write, in milliseconds */
  patienceMs: number;
  /** no new checkpoint when there is one since then, unless `MANY` events wait */
  unlessSince?: Date;
}

/** The tree as stored does not have the root that its last checkpoint says: nothing is signed on top of it. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';

  constructor() {
    super('The audit log is not what its last checkpoint says. Nothing was sealed. Ask: npm run audit:verify');
  }
}

const MANY = 1_000;
const BATCH = 10_000;
/** any number, the same in every process: one sequencer at a time */
const LOCK = 9162;

type Transaction = Prisma.TransactionClient;

/**
 * Gives every event that is not in the log's tree yet its place, in the order of the numbers, and signs a checkpoint, for
 * at most 10,000 events in a transaction. Safe to run anywhere and at any time; one process does it, the others leave.
 * Throws LogDamaged or KeyModuleError; nothing is written then.
 */
export async function sealEvents({ now, patienceMs, unlessSince }: SealingOrder): Promise<Sealing> {
  const upTo = await settledSequence(patienceMs);
  if (upTo === null) return { outcome: 'waiting', added: 0 };
  let added = 0;
  for (;;) {
    const batch = await clientFor('audit').$transaction(
      (transaction) => sealBatch(transaction, upTo, now, added === 0 ? unlessSince : undefined),
      { timeout: 60_000, maxWait: 10_000 },
    );
    added += batch.added;
    if (batch.added < BATCH) return added > 0 ? { outcome: 'sealed', added } : batch;
  }
}

/** The newest checkpoint's size and signed note, for the host's own commands; null before the first. */
export async function newestCheckpoint(): Promise<{ size: bigint; note: string; at: Date } | null> {
  return clientFor('audit').$transaction(async (transaction) => {
    await transaction.$executeRaw`SELECT set_config('linden.task', 'seal', true)`;
    return transaction.checkpoint.findFirst({
      orderBy: { size: 'desc' },
      select: { size: true, note: true, at: true },
    });
  });
}

async function sealBatch(transaction: Transaction, upTo: bigint, now: Date, unlessSince?: Date): Promise<Sealing> {
  await transaction.$executeRaw`SELECT set_config('linden.task', 'seal', true)`;
  const [lock] = await transaction.$queryRaw<
    { held: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${LOCK}::bigint) AS held`;
  if (!lock?.held) return { outcome: 'busy', added: 0 };
  const last = await transaction.checkpoint.findFirst({ orderBy: { size: 'desc' } });
  const events = await transaction.$queryRaw<{ sequence: bigint; payload_hash: Uint8Array }[]>`
    SELECT sequence, payload_hash FROM audit.event_hash
    WHERE sequence > ${last?.last_sequence ?? 0n} AND sequence <= ${upTo} ORDER BY sequence LIMIT ${BATCH}`;
  if (events.length === 0) return { outcome: 'nothing', added: 0 };
  if (last && unlessSince && last.at >= unlessSince && events.length < MANY) return { outcome: 'recent', added: 0 };

  const tree = await storedTree(transaction, Number(last?.size ?? 0n));
  if (last && !tree.root().equals(last.root)) throw new LogDamaged();
  const subtrees: Subtree[] = [];
  const leaves = events.map(({ sequence, payload_hash }) => {
    const position = BigInt(tree.size);
    const leaf_hash = eventLeaf(sequence, payload_hash);
    subtrees.push(...tree.add(leaf_hash).filter(({ level }) => level % STORED_EVERY === 0));
    return { position, sequence, leaf_hash };
  });
  const { note, version } = await signCheckpoint(await keyModule(), {
    origin: env().logName,
    size: tree.size,
    root: tree.root(),
  });
  await transaction.leaf.createMany({ data: leaves });
  await transaction.subtree.createMany({
    data: subtrees.map((each) => ({ ...each, position: BigInt(each.position) })),
  });
  await transaction.checkpoint.createMany({
    data: [
      {
        size: BigInt(tree.size),
        root: tree.root(),
        last_sequence: events.at(-1)!.sequence,
        note,
        key_version: version,
        at: now,
      },
    ],
  });
  return { outcome: 'sealed', added: leaves.length };
}

/** The tree to go on from: at most 255 stored hashes of every eighth level. */
async function storedTree(transaction: Transaction, size: number): Promise<GrowingTree> {
  const tiles: Hash[][] = [];
  for (let n = 0; n < storedLevels(size); n += 1) {
    const { from, to } = tileRange(size, n);
    const position = { gte: BigInt(from), lt: BigInt(to) };
    const order = { orderBy: { position: 'asc' } } as const;
    const hashes =
      n === 0
        ? (await transaction.leaf.findMany({ where: { position }, ...order })).map(({ leaf_hash }) => leaf_hash)
        : (await transaction.subtree.findMany({ where: { level: n * STORED_EVERY, position }, ...order })).map(
            ({ hash }) => hash,
          );
    tiles.push(hashes.map((hash) => Buffer.from(hash)));
  }
  try {
    return GrowingTree.resume(size, tiles);
  } catch (error) {
    if (error instanceof RangeError) throw new LogDamaged();
    throw error;
  }
}
