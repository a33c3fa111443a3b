import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import pg from 'pg';
import { databaseLog, withDatabaseLog } from '#app/features/audit/verify/database-log.server.ts';
import { outsideNote } from '#app/features/audit/verify/outside-checkpoint.server.ts';
import { storedEventHash } from '#app/features/audit/verify/stored-event-hash.server.ts';
import type { StoredLog } from '#app/features/audit/verify/stored-log.ts';
import { verifyLog, type Against } from '#app/features/audit/verify/verify-log.server.ts';
import { insertEvent } from '#app/kernel/audit.server.ts';
import { sealEvents } from '#app/kernel/seal-events.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { databaseUrls, env } from '#app/platform/env/env.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { formatCheckpoint } from '#app/platform/transparency/checkpoint.server.ts';
import { logKeys, signCheckpoint } from '#app/platform/transparency/log-key.server.ts';
import { formatNote } from '#app/platform/transparency/signed-note.server.ts';
import { beginningOf, memoryLog, readState, type LogState } from '../../tests/support/tampering/log-state.ts';
import { tamper, type Attacker, type Tampering } from '../../tests/support/tampering/tamperings.ts';
import { writeState } from '../../tests/support/tampering/write-state.ts';

export interface AuditDrillOrder {
  /** tamperings with the log in memory, after it was read from the database */
  inMemory: number;
  /** tamperings by SQL as the owner of the tables, each in a transaction that is rolled back */
  bySql: number;
  /** the same seed, the same tamperings */
  seed: number;
}

export interface AuditDrill {
  tried: number;
  found: number;
  /** the log as it was found, in memory and in the database, with the checkpoints that left */
  passedClean: boolean;
  /** what was not found, and how; empty */
  escaped: string[];
  /** every tenth tampering against two logs that lack something: how many of them were found there */
  planted: {
    tried: number;
    /** a hash in every row and no tree */
    hashPerRow: number;
    /** a tree whose checkpoints never leave the host */
    checkpointsAtHome: number;
  };
  /** how many tamperings there were of each kind */
  kinds: Record<string, number>;
}

const SMALL = 40;
const LARGE = 280;
/** One in so many is done to the large log, which has stored hashes above its leaves. */
const LARGE_EVERY = 20;
const PLANTED_EVERY = 10;

/**
 * Tampers with an audit log at random and counts how often `audit:verify` notices. It fills the database of the environment
 * with fictional events and seals them: only for a database that is thrown away.
 */
export async function drillAudit({ inMemory, bySql, seed }: AuditDrillOrder): Promise<AuditDrill> {
  await fillLog();
  const owner = new pg.Client({ connectionString: databaseUrls().owner });
  await owner.connect();
  try {
    const large = await withDatabaseLog(owner, readState);
    const small = beginningOf(large, SMALL);
    const against = await verifierOf();
    const attacker = await attackerOf(seed);
    const drill: AuditDrill = {
      ...{ tried: 0, found: 0, escaped: [], planted: { tried: 0, hashPerRow: 0, checkpointsAtHome: 0 }, kinds: {} },
      passedClean:
        (await isClean(memoryLog(large), against(large))) &&
        (await isClean(memoryLog(small), against(small))) &&
        (await withDatabaseLog(owner, (log) => isClean(log, against(large)))),
    };
    for (let count = 0; count < inMemory; count += 1) {
      const state = count % LARGE_EVERY === 0 ? large : small;
      const tampering = await tamper(state, attacker);
      const found = !(await isClean(memoryLog(tampering.state), against(state)));
      note(drill, tampering, found, 'in memory');
      if (count % PLANTED_EVERY === 0) await tryPlanted(drill, tampering.state, against(state));
    }
    for (let count = 0; count < bySql; count += 1) {
      const tampering = await tamper(large, attacker);
      note(drill, tampering, await foundInDatabase(owner, large, tampering.state, against(large)), 'by SQL');
    }
    return drill;
  } finally {
    await owner.end();
  }
}

function note(drill: AuditDrill, { kind, effort }: Tampering, found: boolean, where: string): void {
  drill.tried += 1;
  drill.kinds[kind] = (drill.kinds[kind] ?? 0) + 1;
  if (found) drill.found += 1;
  else drill.escaped.push(`${kind}; she ${effort}; ${where}`);
}

async function tryPlanted({ planted }: AuditDrill, state: LogState, against: Against): Promise<void> {
  planted.tried += 1;
  if (foundByRows(state)) planted.hashPerRow += 1;
  if (!(await isClean(memoryLog(state), { ...against, outside: [] }))) planted.checkpointsAtHome += 1;
}

async function isClean(log: StoredLog, against: Against): Promise<boolean> {
  return (await verifyLog(log, against)).findings.total === 0;
}

/** What a log with a hash in each row, and nothing else, would notice. */
function foundByRows({ events }: LogState): boolean {
  return events.some((event) => !storedEventHash(event)?.equals(event.payloadHash));
}

async function foundInDatabase(
  owner: pg.Client,
  present: LogState,
  wanted: LogState,
  against: Against,
): Promise<boolean> {
  await owner.query('BEGIN');
  try {
    for (const table of ['event', 'leaf', 'subtree', 'checkpoint']) {
      await owner.query(`ALTER TABLE audit.${table} NO FORCE ROW LEVEL SECURITY`);
    }
    await writeState(owner, present, wanted);
    return !(await isClean(await databaseLog(owner), against));
  } finally {
    await owner.query('ROLLBACK');
  }
}

/** The log's keys and name, and the note of the newest checkpoint of a state as the one that left the host. */
async function verifierOf(): Promise<(state: LogState) => Against> {
  const origin = env().logName;
  const keys = await logKeys(await keyModule(), origin);
  return ({ checkpoints }) => ({ origin, keys, outside: [outsideNote('left.note', checkpoints.at(-1)!.note)] });
}

/** Somebody with the database, a key of her own and, when she signs with it, the host's key module. */
async function attackerOf(seed: number): Promise<Attacker> {
  const origin = env().logName;
  const module = await keyModule();
  const forged = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
  const privateKey = createPrivateKey({ key: forged, type: 'pkcs8', format: 'der' });
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
  const random = randomFrom(seed);
  return {
    below: (n) => Math.floor(random() * n),
    async sign(own, size, root) {
      const checkpoint = { origin, size, root: Buffer.from(root) };
      if (!own) {
        const { note: text, version } = await signCheckpoint(module, checkpoint);
        return { note: text, keyVersion: version };
      }
      const text = formatCheckpoint(checkpoint);
      return {
        note: formatNote(text, { name: origin, publicKey }, sign(null, Buffer.from(text), privateKey)),
        keyVersion: 1,
      };
    },
  };
}

/** Fictional events of every shape, with gaps where a transaction was rolled back, sealed in three rounds. */
async function fillLog(): Promise<void> {
  const audit = clientFor('audit');
  const organisations = [randomUUID(), randomUUID()];
  const cases = Array.from({ length: 5 }, () => randomUUID());
  for (let count = 1; count <= LARGE; count += 1) {
    const record = {
      at: new Date(Date.UTC(2026, 0, 1) + count * 61_003),
      actorId: count % 7 === 0 ? null : randomUUID(),
      actorOrganisationId: count % 7 === 0 ? null : organisations[count % 2]!,
      organisationId: organisations[count % 2]!,
      type: ['case.viewed', 'session.recorded', 'member.signed_in'][count % 3]!,
      action: ['readCase', 'recordCasework', 'signIn'][count % 3]!,
      outcome: (['done', 'done', 'denied', 'failed'] as const)[count % 4]!,
      resourceKind: count % 5 === 0 ? null : 'Case',
      resourceId: count % 5 === 0 ? null : randomUUID(),
      caseId: count % 5 === 0 ? null : cases[count % cases.length]!,
      consentId: count % 11 === 0 ? randomUUID() : null,
      purpose: count % 6 === 0 ? 'casework' : null,
      detail:
        count % 9 === 0
          ? {}
          : { count, code: `C-${count % 13}`, open: count % 2 === 0, share: count / 8, tags: ['a', 'b'] },
    };
    if (count % 17 === 0) await rolledBack(audit, record);
    await insertEvent(audit, record);
    if ([SMALL / 2, SMALL, LARGE].includes(count)) await sealEvents({ now: new Date(), patienceMs: 5_000 });
  }
}

async function rolledBack(
  audit: ReturnType<typeof clientFor>,
  record: Parameters<typeof insertEvent>[1],
): Promise<void> {
  const undone = new Error('undone');
  await audit
    .$transaction(async (transaction) => {
      await insertEvent(transaction, record);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
}

/** Mulberry32: small, good enough to choose with, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
