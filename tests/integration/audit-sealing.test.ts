import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { withDatabaseLog } from '#app/features/audit/verify/database-log.server.ts';
import { outsideNote } from '#app/features/audit/verify/outside-checkpoint.server.ts';
import { verifyLog, type Report } from '#app/features/audit/verify/verify-log.server.ts';
import { insertEvent, type AuditRecord } from '#app/kernel/audit.server.ts';
import { LogDamaged, sealEvents } from '#app/kernel/seal-events.server.ts';
import { clientFor } from '#app/platform/db/clients.server.ts';
import { DATABASE_ROLES } from '#app/platform/db/role-names.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { parseCheckpoint } from '#app/platform/transparency/checkpoint.server.ts';
import { logKey, logKeys } from '#app/platform/transparency/log-key.server.ts';
import { isSignedBy, parseNote } from '#app/platform/transparency/signed-note.server.ts';
import { connectedAs, testDatabase } from '../support/database.ts';
import { withConnection } from '#app/platform/db/roles.server.ts';

const ORIGIN = 'linden/log';

const record = (type = 'case.viewed'): AuditRecord => ({
  ...{ at: new Date(), actorId: randomUUID(), actorOrganisationId: randomUUID(), organisationId: randomUUID(), type },
  ...{ action: 'readCase', outcome: 'done', resourceKind: 'Case', resourceId: randomUUID(), caseId: null },
  ...{ consentId: null, purpose: null, detail: { n: 1 } },
});
const write = async (count: number) => {
  for (let written = 0; written < count; written += 1) await insertEvent(clientFor('audit'), record());
};
const seal = (more: { unlessSince?: Date } = {}) => sealEvents({ now: new Date(), patienceMs: 3_000, ...more });

async function verify(notes: string[] = []): Promise<Report> {
  const keys = await logKeys(await keyModule(), ORIGIN);
  const outside = notes.map((text, index) => outsideNote(`${index}.note`, text));
  return withConnection(testDatabase().urls.owner, (client) =>
    withDatabaseLog(client, (log) => verifyLog(log, { origin: ORIGIN, keys, outside })),
  );
}

const asSuperuser = <Row extends object>(sql: string) =>
  connectedAs('superuser', async (client) => (await client.query(sql)).rows as Row[]);
const notes = async () =>
  (await asSuperuser<{ note: string }>('SELECT note FROM audit.checkpoint ORDER BY size')).map(({ note }) => note);

beforeEach(async () => {
  await asSuperuser('TRUNCATE audit.event, audit.leaf, audit.subtree, audit.checkpoint RESTART IDENTITY');
});

describe('sealing', () => {
  it('puts every event into the tree, once, in the order of the numbers, and signs a checkpoint', async () => {
    await write(5);
    expect(await seal()).toEqual({ outcome: 'sealed', added: 5 });
    await write(2);
    expect(await seal()).toEqual({ outcome: 'sealed', added: 2 });
    expect(await seal()).toEqual({ outcome: 'nothing', added: 0 });
    const [first, second] = (await notes()).map((text) => parseNote(text));
    expect([first, second].map((note) => parseCheckpoint(note!.text))).toMatchObject([
      { origin: ORIGIN, size: 5 },
      { origin: ORIGIN, size: 7 },
    ]);
    expect(isSignedBy(second!, await logKey(await keyModule(), ORIGIN))).toBe(true);
    const report = await verify(await notes());
    expect(report).toMatchObject({ size: 7, uncovered: 0, checkpoints: 2 });
    expect(report.findings.kept).toEqual([]);
  });

  it('makes no second checkpoint within the minute, unless a thousand events wait', async () => {
    await write(1);
    await seal();
    await write(1);
    const unlessSince = new Date(Date.now() - 50_000);
    expect(await seal({ unlessSince })).toEqual({ outcome: 'recent', added: 0 });
    await asSuperuser(`INSERT INTO audit.event (id, at, type, action, outcome, detail, payload_hash)
      SELECT gen_random_uuid(), now(), 'case.viewed', 'readCase', 'done', '{}', sha256('x') FROM generate_series(1, 1000)`);
    expect(await seal({ unlessSince })).toEqual({ outcome: 'sealed', added: 1_001 });
  });

  it('goes on over the stored hashes: three batches, one tree', async () => {
    for (const count of [300, 250, 500]) {
      await asSuperuser(`INSERT INTO audit.event (id, at, type, action, outcome, detail, payload_hash)
        SELECT gen_random_uuid(), date_trunc('milliseconds', now()), 'case.viewed', 'readCase', 'done', '{}', sha256('x')
        FROM generate_series(1, ${count})`);
      await seal();
    }
    const { findings, size } = await verify(await notes());
    expect(size).toBe(1_050);
    // The rows' own hashes are made up: each is found, and nothing else.
    expect(findings.countOf('edited')).toBe(1_050);
    expect(findings.total).toBe(1_050);
  });
});

describe('an event that commits later than one with a higher number', () => {
  it('is waited for, and is not lost: the tree keeps the order of the numbers', async () => {
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let written!: () => void;
    const hasWritten = new Promise<void>((resolve) => (written = resolve));
    const slow = clientFor('auth').$transaction(
      async (transaction) => {
        await insertEvent(transaction, record('slow.event'));
        written();
        await finished;
      },
      { timeout: 20_000 },
    );
    await hasWritten;
    await write(3);
    expect(await sealEvents({ now: new Date(), patienceMs: 150 })).toEqual({ outcome: 'waiting', added: 0 });
    const sealing = seal();
    // Written while the sequencer waits: it is not held up by this one, nor is this one by it.
    await write(1);
    finish();
    await slow;
    expect(await sealing).toEqual({ outcome: 'sealed', added: 4 });
    expect(await seal()).toEqual({ outcome: 'sealed', added: 1 });
    const order = await asSuperuser<{ type: string }>(
      'SELECT e.type FROM audit.leaf l JOIN audit.event e USING (sequence) ORDER BY l.position',
    );
    expect(order.map(({ type }) => type)).toEqual(['slow.event', ...Array.from({ length: 4 }, () => 'case.viewed')]);
    expect((await verify(await notes())).findings.total).toBe(0);
  });

  it('leaves a gap when it is rolled back, which nothing can fill unseen', async () => {
    await write(1);
    await clientFor('auth')
      .$transaction(async (transaction) => {
        await insertEvent(transaction, record());
        throw new Error('undone');
      })
      .catch(() => undefined);
    await write(1);
    await seal();
    expect((await verify(await notes())).findings.total).toBe(0);
    await asSuperuser(`INSERT INTO audit.event (sequence, id, at, type, action, outcome, detail, payload_hash)
      SELECT 2, gen_random_uuid(), at, type, action, outcome, detail, payload_hash FROM audit.event WHERE sequence = 1`);
    expect(await seal(), 'it gets no place afterwards').toEqual({ outcome: 'nothing', added: 0 });
    const { findings } = await verify(await notes());
    expect(findings.kept).toEqual([{ kind: 'inserted', where: 'event 2' }]);
  });
});

describe('several processes', () => {
  it('seal at the same moment: one tree, no event twice, none forgotten', async () => {
    const writing = Array.from({ length: 4 }, () => write(25));
    const sealing = Array.from({ length: 12 }, () => seal());
    const outcomes = await Promise.all(sealing);
    await Promise.all(writing);
    await seal();
    expect(outcomes.every(({ outcome }) => ['sealed', 'nothing', 'busy'].includes(outcome))).toBe(true);
    const report = await verify(await notes());
    expect(report).toMatchObject({ size: 100, uncovered: 0 });
    expect(report.findings.kept).toEqual([]);
  });
});

describe('a log that was tampered with', () => {
  it('is not signed on', async () => {
    await write(4);
    await seal();
    await asSuperuser(`UPDATE audit.leaf SET leaf_hash = sha256('forged') WHERE position = 2`);
    await write(1);
    await expect(seal()).rejects.toBeInstanceOf(LogDamaged);
    expect(await notes()).toHaveLength(1);
  });

  it('shows what was done, by kind, and what is not covered yet', async () => {
    await write(9);
    await seal();
    const left = await notes();
    await write(2);
    await asSuperuser(`
      UPDATE audit.event SET outcome = 'failed' WHERE sequence = 2;
      UPDATE audit.event SET detail = '{"n": 1.0000000000000000001}' WHERE sequence = 3;
      UPDATE audit.event SET at = at + interval '1 microsecond' WHERE sequence = 4;
      DELETE FROM audit.event WHERE sequence = 5;
      UPDATE audit.leaf SET sequence = -1 WHERE sequence = 7;
      UPDATE audit.leaf SET sequence = 7 WHERE sequence = 8;
      UPDATE audit.leaf SET sequence = 8 WHERE sequence = -1;
    `);
    const { findings, uncovered } = await verify(left);
    expect(uncovered).toBe(2);
    expect(findings.kept.map(({ kind, where }) => `${kind}: ${where}`)).toEqual([
      'edited: event 2',
      'edited: event 3',
      'edited: event 4',
      'edited: event 8',
      'edited: event 7',
      'missing: event 5',
      'reordered: event 7 stands in the tree after event 8',
    ]);
  });

  it('is told from one that ends early, and from another log', async () => {
    await write(6);
    await seal();
    const [left] = await notes();
    await asSuperuser(`DELETE FROM audit.event WHERE sequence > 4; DELETE FROM audit.leaf WHERE sequence > 4;
      DELETE FROM audit.checkpoint`);
    expect((await verify([left!])).findings.kept).toEqual([
      { kind: 'truncated', where: '0.note has 6 events, the tree 4' },
    ]);
    await asSuperuser('TRUNCATE audit.event, audit.leaf, audit.subtree, audit.checkpoint RESTART IDENTITY');
    await write(6);
    await seal();
    expect((await verify([left!])).findings.kept).toEqual([
      { kind: 'forked', where: '0.note: a change between the places 0 and 6 of the tree' },
    ]);
    const foreign = (await readFile('tests/support/tampering/foreign.note', 'utf8')).toString();
    expect((await verify([foreign])).findings.countOf('unsigned')).toBe(1);
  });
});

describe('the tree', () => {
  it('cannot be changed or emptied by any role that logs in', async () => {
    await write(2);
    await seal();
    for (const role of DATABASE_ROLES.filter((each) => each !== 'owner')) {
      for (const table of ['leaf', 'subtree', 'checkpoint']) {
        for (const sql of [`DELETE FROM audit.${table}`, `TRUNCATE audit.${table}`]) {
          await expect(
            connectedAs(role, (client) => client.query(sql)),
            `${role}: ${sql}`,
          ).rejects.toMatchObject({ code: '42501' });
        }
      }
    }
    const owner = await connectedAs('owner', (client) => client.query('DELETE FROM audit.leaf'));
    expect(owner.rowCount, 'row-level security is forced on the owner too').toBe(0);
    expect((await verify()).size).toBe(2);
  });

  it('shows the sequencer numbers and hashes, and nothing to anybody who only says so with an actor', async () => {
    await write(1);
    const asked = (actor: string | null, sql: string) =>
      connectedAs('audit', async (client) => {
        await client.query('BEGIN');
        if (actor) await client.query("SELECT set_config('linden.member_id', $1, true)", [actor]);
        await client.query("SELECT set_config('linden.task', 'seal', true)");
        return (await client.query(sql)).rowCount;
      });
    expect(await asked(null, 'SELECT * FROM audit.event_hash')).toBe(1);
    expect(await asked(randomUUID(), 'SELECT * FROM audit.event_hash')).toBe(0);
    expect(await asked(null, 'SELECT * FROM audit.event')).toBe(0);
  });
});
