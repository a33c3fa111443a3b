import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { databaseLog } from '#app/features/audit/verify/database-log.server.ts';
import { outsideNote } from '#app/features/audit/verify/outside-checkpoint.server.ts';
import { verifyLog } from '#app/features/audit/verify/verify-log.server.ts';
import { payloadHash, type AuditRecord } from '#app/kernel/audit.server.ts';
import { newestCheckpoint, sealEvents } from '#app/kernel/seal-events.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';
import { databaseUrls, env } from '#app/platform/env/env.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { logKeys } from '#app/platform/transparency/log-key.server.ts';
import { GrowingTree, hashLeaf } from '#app/platform/transparency/merkle-tree.server.ts';
import { summarise, type Result } from './measure.ts';

const APPENDED = 1_000;
const ROUNDS = 7;
const AT_ONCE = 5_000;

/** (e) The audit log: sealing a thousand events in a small and in a large log, and verifying the large one whole. */
export async function benchAudit(events: number, superuser: DatabaseAddress): Promise<Result[]> {
  return withConnection({ ...superuser, database: 'linden' }, async (client) => {
    const small = await sealing(client);
    for (let written = APPENDED * ROUNDS; written < events; written += AT_ONCE) await write(client, AT_ONCE);
    await seal();
    await client.query('VACUUM (ANALYZE) audit.event, audit.leaf, audit.subtree, audit.checkpoint');
    const large = await sealing(client);
    const whole = timed(() => rehash(events));
    const { times, memory, cpu } = await verifying();
    return [
      summarise({
        name: 'audit.seal',
        about: `seal ${APPENDED} events in a log of ${events}, against sealing them in a log of ${APPENDED * ROUNDS} at most`,
        times: large,
        other: { name: 'small log', times: small },
      }),
      summarise({
        name: 'audit.seal-or-rehash',
        about: `the same, against hashing the whole tree again (without reading it from the database)`,
        times: large,
        other: { name: 'whole tree', times: [await whole] },
      }),
      summarise({
        name: 'audit.verify',
        about: `verify a log of ${events} events whole: ${cpu} s of CPU here, and the process grew by ${memory} MB at most`,
        times,
      }),
    ];
  });
}

const seal = () => sealEvents({ now: new Date(), patienceMs: 60_000 });

async function sealing(client: pg.Client): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await write(client, APPENDED);
    times.push(await timed(seal));
  }
  return times;
}

/** Events as `insertEvent` writes them, many at once. */
async function write(client: pg.Client, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => {
    const record: AuditRecord = {
      ...{ at: new Date(), actorId: randomUUID(), actorOrganisationId: randomUUID(), organisationId: randomUUID() },
      ...{ type: 'case.viewed', action: 'readCase', outcome: 'done', resourceKind: 'Case', resourceId: randomUUID() },
      ...{ caseId: randomUUID(), consentId: null, purpose: 'casework' },
      detail: { revealed: { 'identity_record.full_name_ct': n % 5 }, revealedFor: ['casework'] },
    };
    const id = randomUUID();
    return {
      ...{ id, at: record.at, actor_id: record.actorId, actor_organisation_id: record.actorOrganisationId },
      ...{ organisation_id: record.organisationId, type: record.type, action: record.action, outcome: record.outcome },
      ...{ resource_kind: record.resourceKind, resource_id: record.resourceId, case_id: record.caseId },
      ...{
        purpose: record.purpose,
        detail: record.detail,
        payload_hash: `\\x${payloadHash(id, record).toString('hex')}`,
      },
    };
  });
  const columns = Object.keys(rows[0]!).join(', ');
  await client.query(
    `INSERT INTO audit.event (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::audit.event, $1)`,
    [JSON.stringify(rows)],
  );
}

function rehash(count: number): void {
  const tree = new GrowingTree();
  const leaf = hashLeaf(Buffer.from('leaf'));
  for (let added = 0; added < count; added += 1) tree.add(leaf);
  tree.root();
}

async function verifying(): Promise<{ times: number[]; memory: number; cpu: number }> {
  const origin = env().logName;
  const keys = await logKeys(await keyModule(), origin);
  const outside = [outsideNote('left.note', (await newestCheckpoint())!.note)];
  const before = process.memoryUsage().rss;
  let most = before;
  const started = process.cpuUsage();
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 100);
  const time = await timed(() =>
    withConnection(databaseUrls().owner, async (client) => {
      await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { findings } = await verifyLog(await databaseLog(client), { origin, keys, outside });
      if (findings.total > 0) throw new Error('The log of the benchmark is not clean.');
    }),
  );
  clearInterval(watch);
  const { user, system } = process.cpuUsage(started);
  return {
    times: [time],
    memory: Math.round((most - before) / 1_000_000),
    cpu: Math.round((user + system) / 1_000_000),
  };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
