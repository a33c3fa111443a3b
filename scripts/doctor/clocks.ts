import { withConnection } from '#app/platform/db/roles.server.ts';

const APART_MS = 2_000;

/** Whether events, which this host's clock dates, and limits, which the database's clock counts, mean the same time. */
export async function clockProblems(owner: string): Promise<string[]> {
  const apart = await withConnection(owner, async (client) => {
    const before = Date.now();
    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const between = (before + Date.now()) / 2;
    return Math.abs(rows[0]!.now.getTime() - between);
  });
  if (apart <= APART_MS) return [];
  return [`They are ${(apart / 1000).toFixed(1)} s apart: synchronize both (timedatectl).`];
}
