import { setTimeout as sleep } from 'node:timers/promises';
import { clientFor } from '#app/platform/db/clients.server.ts';

const ASK_AGAIN_MS = 50;

/**
 * The number up to which no event can appear any more, or null when that is not known within `patienceMs`.
 *
 * Numbers are drawn inside transactions that commit in any order, or never. Whoever draws one holds a lock on the table
 * from before until her transaction's end. So: read the last number drawn, note who holds that lock, wait until they have
 * ended. Nobody is held up, and a gap that is left then stays one.
 */
export async function settledSequence(patienceMs: number): Promise<bigint | null> {
  const audit = clientFor('audit');
  const [drawn] = await audit.$queryRaw<{ last: bigint | null }[]>`
    SELECT pg_sequence_last_value('audit.event_sequence_seq'::regclass) AS last`;
  const until = performance.now() + patienceMs;
  for (let open = await writers(); open.length > 0; open = await stillWriting(open)) {
    if (performance.now() >= until) return null;
    await sleep(ASK_AGAIN_MS);
  }
  return drawn?.last ?? 0n;
}

/** The transactions that have written an event and have not ended. */
async function writers(): Promise<string[]> {
  const rows = await clientFor('audit').$queryRaw<{ transaction: string }[]>`
    SELECT virtualtransaction AS transaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'audit.event'::regclass AND mode = 'RowExclusiveLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return rows.map(({ transaction }) => transaction);
}

async function stillWriting(noted: readonly string[]): Promise<string[]> {
  const now = new Set(await writers());
  return noted.filter((transaction) => now.has(transaction));
}
