/**
 * Kills the process that wraps keys anew, and PostgreSQL, at random moments, and looks at every key after each kill.
 * `npx tsx scripts/drill/rotation.ts --kills 30 --keys 2000`
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/db/embedded-postgres.server.ts';
import { addressOf, migrate } from '#app/platform/db/migrate.server.ts';
import { readPostmaster } from '#app/platform/db/postgres-process.server.ts';
import { DATABASE_ROLES } from '#app/platform/db/role-names.ts';
import { ensureDatabase, ensureRoles } from '#app/platform/db/roles.server.ts';
import { embeddedUrls } from '#app/platform/db/secrets.server.ts';
import { createKeyFile } from '#app/platform/keys/key-file.server.ts';
import type { KeyRing } from '#app/kernel/actor.server.ts';

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
const root = path.resolve(import.meta.dirname, '../..');

export async function drillRotation({
  kills = 30,
  keys = 2_000,
  postgresEach = 3,
}: Options = {}): Promise<RotationDrill> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'linden-drill-'));
  chmodSync(dataDir, 0o711);
  const result: RotationDrill = { kills: 0, ofPostgres: 0, inBetween: 0, keys, consistent: true, problems: [] };
  let postgres = await startEmbeddedPostgres({ dataDir });
  try {
    const place = await prepare(postgres, dataDir, keys);
    const whole = await uninterrupted(place);
    while (result.kills < kills) {
      const ofPostgres = (result.kills + 1) % postgresEach === 0;
      const killed = await killOnce(place, whole, ofPostgres ? path.join(dataDir, 'postgres') : null);
      if (ofPostgres) connect(place, (postgres = await startEmbeddedPostgres({ dataDir })));
      if (!killed) continue;
      result.kills += 1;
      result.ofPostgres += ofPostgres ? 1 : 0;
      const problems = await lookAtEveryKey(place);
      result.inBetween += (await isInBetween(place)) ? 1 : 0;
      await wakeUp(place);
      result.problems.push(...problems);
    }
    await uninterrupted(place);
    result.problems.push(...(await lookAtEveryKey(place)), ...(await whatIsLeft(place)));
  } finally {
    const { closeClients } = await import('#app/platform/db/clients.server.ts');
    await closeClients();
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  result.consistent = result.problems.length === 0;
  return result;
}

interface Place {
  superuser: pg.ClientConfig;
  /** by row: SHA-256 of the content key, which must never change */
  truth: Map<string, string>;
}

async function prepare(postgres: EmbeddedPostgres, dataDir: string, keys: number): Promise<Place> {
  const keyFile = path.join(dataDir, 'keys.json');
  await createKeyFile(keyFile);
  await ensureRoles(postgres.superuser, postgres.secrets.rolePasswords);
  await ensureDatabase(postgres.superuser, 'linden');
  await migrate(addressOf(embeddedUrls(postgres.secrets, 'linden').owner), path.join(root, 'prisma/migrations'));
  Object.assign(process.env, {
    LINDEN_DATA_DIR: dataDir,
    LINDEN_KEY_MODULE: `file:${keyFile}`,
    LINDEN_ORIGIN: 'http://localhost:3000',
  });
  const place: Place = { superuser: {}, truth: new Map() };
  connect(place, postgres);
  const { provisionOrganisation } = await import('#app/features/members/provision-organisation.server.ts');
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
  await withClient(place, async (client) => {
    for (const compartment of ['identity', 'casework', 'psychosocial', 'legal']) {
      const rows = Array.from({ length: keys / 4 }, () => ({ id: randomUUID(), key: randomBytes(32) }));
      const wrapped = rows.map(({ id, key }) => ring.current(compartment)!.wrapContentKey({ kind: 'case', id }, key));
      for (const { id, key } of rows) place.truth.set(`${id}/${compartment}`, digest(key));
      await client.query(
        `INSERT INTO keys.content_key SELECT $1, 'case', t.id, $2, 1, 1, t.wrapped, now() FROM unnest($3::uuid[], $4::bytea[]) AS t(id, wrapped)`,
        [organisationId, compartment, rows.map(({ id }) => id), wrapped],
      );
    }
  });
  return place;
}

/** A server that was started again may listen elsewhere. */
function connect(place: Place, postgres: EmbeddedPostgres): void {
  place.superuser = { ...postgres.superuser, database: 'linden' };
  const urls = embeddedUrls(postgres.secrets, 'linden');
  for (const role of DATABASE_ROLES) process.env[`LINDEN_${role.toUpperCase()}_URL`] = urls[role];
}

/** Answers false when the process had finished before its moment came: that was no kill. */
async function killOnce(place: Place, whole: number, cluster: string | null): Promise<boolean> {
  const child = startChild();
  await said(child, 'ready');
  await new Promise((resolve) => setTimeout(resolve, Math.random() * whole));
  if (child.process.exitCode !== null) return false;
  if (cluster) process.kill(readPostmaster(cluster)?.pid ?? -1, 'SIGKILL');
  if (cluster) await new Promise((resolve) => setTimeout(resolve, 50));
  const running = child.process.exitCode === null || cluster !== null;
  child.process.kill('SIGKILL');
  await child.ended;
  const { closeClients } = await import('#app/platform/db/clients.server.ts');
  await closeClients().catch(() => undefined);
  return running;
}

/** Lets one process work to the end. Answers how long it took from `ready`, in milliseconds. */
async function uninterrupted(place: Place): Promise<number> {
  await wakeUp(place);
  const child = startChild();
  await said(child, 'ready');
  const started = performance.now();
  await said(child, 'done');
  await child.ended;
  return performance.now() - started;
}

/** What the dead run left is taken up only after it was silent for a while: the drill does not wait for that. */
async function wakeUp(place: Place): Promise<void> {
  await withClient(place, (client) =>
    client.query(`UPDATE keys.rotation SET heartbeat_at = now() - interval '1 minute'`),
  );
}

interface Child {
  process: ChildProcess;
  output: () => string;
  ended: Promise<void>;
}

function startChild(): Child {
  const args = ['--import', 'tsx', path.join(root, 'scripts/drill/rotation-child.ts'), CUSTODIAN, PASSWORD];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { process: child, output: () => output, ended };
}

function said(child: Child, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const heard = child.output().split('\n').includes(word);
      if (heard || child.process.exitCode !== null) clearInterval(timer);
      if (heard) resolve();
      else if (child.process.exitCode !== null)
        reject(new Error(`The process ended before it said ${word}.\n${child.output()}`));
    }, 5);
  });
}

/** With what the custodian and a worker are granted now: does every key open, by the epoch of its row, to what it was? */
async function lookAtEveryKey(place: Place): Promise<string[]> {
  const custodian = await ringOf(CUSTODIAN);
  const worker = await ringOf(WORKER);
  const { rows } = await withClient(place, (client) => client.query('SELECT * FROM keys.content_key'));
  const problems = rows.length === place.truth.size ? [] : [`${rows.length} keys, not ${place.truth.size}`];
  for (const row of rows) {
    const name = `${row.subject_id}/${row.compartment}`;
    const rings = row.compartment === 'psychosocial' ? [custodian] : [custodian, worker];
    for (const ring of rings) {
      try {
        const key = ring
          .vault(row.compartment, row.epoch)!
          .unwrapContentKey({ kind: 'case', id: row.subject_id }, row.wrapped_key_ct);
        if (digest(key) !== place.truth.get(name)) problems.push(`${name} is another key`);
      } catch {
        problems.push(`${name} does not open under epoch ${row.epoch}`);
      }
    }
  }
  return problems;
}

async function isInBetween(place: Place): Promise<boolean> {
  const sql = 'SELECT 1 FROM keys.content_key GROUP BY compartment HAVING count(DISTINCT epoch) > 1';
  return ((await withClient(place, (client) => client.query(sql))).rowCount ?? 0) > 0;
}

/** After the last run: nothing is open, nothing is under an older epoch, nobody holds one. */
async function whatIsLeft(place: Place): Promise<string[]> {
  const older =
    'epoch < (SELECT max(epoch) FROM keys.vault v WHERE v.organisation_id = t.organisation_id AND v.compartment = t.compartment)';
  const counts = await withClient(place, (client) =>
    client.query(`SELECT (SELECT count(*) FROM keys.rotation WHERE state = 'open')::int AS open,
      (SELECT count(*) FROM keys.content_key t WHERE ${older})::int AS keys, (SELECT count(*) FROM keys.vault_grant t WHERE ${older})::int AS grants`),
  );
  const { open, keys, grants } = counts.rows[0] as Record<'open' | 'keys' | 'grants', number>;
  return open + keys + grants === 0 ? [] : [`left: ${open} renewals, ${keys} keys, ${grants} grants`];
}

async function ringOf(email: string): Promise<KeyRing> {
  const { actAs } = await import('#app/features/members/act-as.server.ts');
  return (await actAs(email, PASSWORD)).keys;
}

async function withClient<Result>(place: Place, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(place.superuser);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function digest(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const option = (name: string, otherwise: number) =>
    Number(process.argv[process.argv.indexOf(`--${name}`) + 1] ?? otherwise) || otherwise;
  const result = await drillRotation({ kills: option('kills', 30), keys: option('keys', 2_000) });
  process.stdout.write(`${JSON.stringify({ ...result, problems: result.problems.slice(0, 10) }, null, 2)}\n`);
  process.exit(result.consistent ? 0 : 1);
}
