/**
 * Kills the process that wraps keys anew, and PostgreSQL, at random moments, and looks at every key after each kill.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { actAs } from '#app/features/members/act-as.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import type { KeyRing } from '#app/kernel/actor.server.ts';
import { killAfter, Place, said, startVictim } from './place.ts';

export interface RotationDrill {
  /** how often a process was killed while it worked: the one that re-wraps, or PostgreSQL under it */
  kills: number;
  ofPostgres: number;
  /** kills that met keys half of which were wrapped anew */
  inBetween: number;
  /** how many keys were looked at after each kill */
  keys: number;
  /** whether after every kill each key opened, by the epoch that its row names, to what it was; and all work came to its end */
  consistent: boolean;
  problems: string[];
}

interface Options {
  kills?: number;
  /** content keys, over the four vaults of a CSO */
  keys?: number;
  /** every so many-th kill is of PostgreSQL */
  postgresEach?: number;
}

const PASSWORD = 'a plain drill password';
const CUSTODIAN = 'custodian@drill.example';
const WORKER = 'worker@drill.example';

/** By row: SHA-256 of the content key, which must never change. */
type Truth = Map<string, string>;

export async function drillRotation({
  kills = 30,
  keys = 2_000,
  postgresEach = 3,
}: Options = {}): Promise<RotationDrill> {
  const result: RotationDrill = { kills: 0, ofPostgres: 0, inBetween: 0, keys, consistent: true, problems: [] };
  const place = await Place.make();
  try {
    const truth = await prepare(place, keys);
    const whole = await uninterrupted(place);
    while (result.kills < kills) {
      const ofPostgres = (result.kills + 1) % postgresEach === 0;
      const victim = startVictim('rotation-child.ts', [CUSTODIAN, PASSWORD]);
      await said(victim, 'ready');
      if (!(await killAfter(victim, Math.random() * whole, ofPostgres ? place : null))) continue;
      result.kills += 1;
      result.ofPostgres += ofPostgres ? 1 : 0;
      result.problems.push(...(await lookAtEveryKey(place, truth)));
      result.inBetween += (await isInBetween(place)) ? 1 : 0;
      await wakeUp(place);
    }
    await uninterrupted(place);
    result.problems.push(...(await lookAtEveryKey(place, truth)), ...(await whatIsLeft(place)));
  } finally {
    await place.remove();
  }
  result.consistent = result.problems.length === 0;
  return result;
}

async function prepare(place: Place, keys: number): Promise<Truth> {
  const member = (email: string, role: 'custodian' | 'legal_officer') => ({
    name: email,
    email,
    password: PASSWORD,
    roles: [role],
    language: 'en',
  });
  const plan = {
    kind: 'cso' as const,
    name: 'Drill',
    shortName: 'drill',
    capabilities: [],
    members: [member(CUSTODIAN, 'custodian'), member(WORKER, 'legal_officer')],
  };
  const { organisationId } = await provisionOrganisation(plan, new Date());
  const ring = await ringOf(CUSTODIAN);
  const truth: Truth = new Map();
  for (const compartment of ['identity', 'casework', 'psychosocial', 'legal']) {
    const rows = Array.from({ length: keys / 4 }, () => ({ id: randomUUID(), key: randomBytes(32) }));
    const wrapped = rows.map(({ id, key }) => ring.current(compartment)!.wrapContentKey({ kind: 'case', id }, key));
    for (const { id, key } of rows) truth.set(`${id}/${compartment}`, digest(key));
    await place.sql(
      `INSERT INTO keys.content_key SELECT $1, 'case', t.id, $2, 1, 1, t.wrapped, now() FROM unnest($3::uuid[], $4::bytea[]) AS t(id, wrapped)`,
      [organisationId, compartment, rows.map(({ id }) => id), wrapped],
    );
  }
  return truth;
}

/** Lets one process work to the end. Answers how long it took from `ready`, in milliseconds. */
async function uninterrupted(place: Place): Promise<number> {
  await wakeUp(place);
  const child = startVictim('rotation-child.ts', [CUSTODIAN, PASSWORD]);
  await said(child, 'ready');
  const started = performance.now();
  await said(child, 'done');
  await child.ended;
  return performance.now() - started;
}

/** What the dead run left is taken up only after it was silent for a while: the drill does not wait for that. */
async function wakeUp(place: Place): Promise<void> {
  await place.sql(`UPDATE keys.rotation SET heartbeat_at = now() - interval '1 minute'`);
}

interface KeyRow {
  subject_id: string;
  compartment: string;
  epoch: number;
  wrapped_key_ct: Buffer;
}

/** With what the custodian and a worker are granted now: does every key open, by the epoch of its row, to what it was? */
async function lookAtEveryKey(place: Place, truth: Truth): Promise<string[]> {
  const custodian = await ringOf(CUSTODIAN);
  const worker = await ringOf(WORKER);
  const rows = (await place.sql('SELECT * FROM keys.content_key')) as unknown as KeyRow[];
  const problems = rows.length === truth.size ? [] : [`${rows.length} keys, not ${truth.size}`];
  for (const row of rows) {
    const name = `${row.subject_id}/${row.compartment}`;
    const rings = row.compartment === 'psychosocial' ? [custodian] : [custodian, worker];
    for (const ring of rings) {
      try {
        const key = ring
          .vault(row.compartment, row.epoch)!
          .unwrapContentKey({ kind: 'case', id: row.subject_id }, row.wrapped_key_ct);
        if (digest(key) !== truth.get(name)) problems.push(`${name} is another key`);
      } catch {
        problems.push(`${name} does not open under epoch ${row.epoch}`);
      }
    }
  }
  return problems;
}

async function isInBetween(place: Place): Promise<boolean> {
  const sql = 'SELECT 1 FROM keys.content_key GROUP BY compartment HAVING count(DISTINCT epoch) > 1';
  return (await place.sql(sql)).length > 0;
}

/** After the last run: nothing is open, nothing is under an older epoch, nobody holds one. */
async function whatIsLeft(place: Place): Promise<string[]> {
  const older =
    'epoch < (SELECT max(epoch) FROM keys.vault v WHERE v.organisation_id = t.organisation_id AND v.compartment = t.compartment)';
  const [counts] = await place.sql(`SELECT (SELECT count(*) FROM keys.rotation WHERE state = 'open')::int AS open,
      (SELECT count(*) FROM keys.content_key t WHERE ${older})::int AS keys, (SELECT count(*) FROM keys.vault_grant t WHERE ${older})::int AS grants`);
  const { open, keys, grants } = counts as Record<'open' | 'keys' | 'grants', number>;
  return open + keys + grants === 0 ? [] : [`left: ${open} renewals, ${keys} keys, ${grants} grants`];
}

async function ringOf(email: string): Promise<KeyRing> {
  return (await actAs(email, PASSWORD)).keys;
}

function digest(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex');
}
