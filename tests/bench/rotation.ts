import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { actAs } from '#app/features/members/act-as.server.ts';
import { provisionOrganisation } from '#app/features/members/provision-organisation.server.ts';
import { renewByHand } from '#app/features/vaults/renew-by-hand.server.ts';
import { rewrappingSettled } from '#app/features/vaults/rewrap-vault.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { COMPARTMENTS, type Role } from '#app/kernel/roles.ts';
import { withUnitOfWork, type UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import type { DatabaseAddress } from '#app/platform/db/migration-adapter.server.ts';
import { measure, type Result } from './measure.ts';

const PASSWORD = 'a plain bench password';
const CASES = 10_000;
const ROUNDS = 2;

/**
 * (g) All four vaults of an organisation with 10,000 cases renewed, from the custodian's act to the last key, against one plain
 * UPDATE of the same 40,000 rows. Goal: under 10 seconds.
 */
export async function benchRotation(superuser: DatabaseAddress): Promise<Result[]> {
  const custodian = await makeVaultsFull(superuser, CASES);
  const client = new pg.Client(superuser);
  await client.connect();
  const other = {
    name: `a plain UPDATE of the same ${4 * CASES} rows`,
    run: () =>
      client.query('UPDATE keys.content_key SET created_at = now() WHERE organisation_id = $1', [
        custodian.actor.organisationId,
      ]),
  };
  try {
    const result = await measure({
      name: 'rotation.10000',
      about: `renew the four vaults of ${CASES} cases (${4 * CASES} keys), act and re-wrap, in milliseconds; goal under 10,000`,
      ours: () => renewAll(custodian),
      other,
      rounds: ROUNDS,
    });
    return [{ ...result, goal: 10_000, met: result.p50 < 10_000 }, await cpuOf(custodian)];
  } finally {
    await client.end();
  }
}

/** What it costs this process, which a machine busy with something else does not change much. */
async function cpuOf(custodian: SignedIn): Promise<Result> {
  const before = process.cpuUsage();
  await renewAll(custodian);
  const { user, system } = process.cpuUsage(before);
  const cpu = Math.round((user + system) / 1_000);
  return {
    name: 'rotation.10000.cpu',
    about: 'CPU of the web process for the same, PostgreSQL not counted',
    unit: 'ms',
    p50: cpu,
    p95: cpu,
  };
}

async function renewAll(custodian: SignedIn): Promise<void> {
  const work = {
    action: 'renewKeys',
    resource: (uow: UnitOfWork) => ownOrganisation.load(uow, {}),
    now: new Date(),
  } as const;
  await withUnitOfWork(custodian, work, (uow) => renewByHand(uow, COMPARTMENTS.cso, 'routine'));
  await rewrappingSettled();
}

/** An organisation of twelve people with a content key for every case and vault. */
async function makeVaultsFull(superuser: DatabaseAddress, cases: number): Promise<SignedIn> {
  const roles: Role[] = [
    'custodian',
    'custodian',
    'supervisor',
    'caseworker',
    'caseworker',
    'caseworker',
    'counsellor',
    'counsellor',
    'legal_officer',
    'legal_officer',
    'release_approver',
    'auditor',
  ];
  const members = roles.map((role, position) => ({
    name: `Bench ${position}`,
    email: `${role}.${position}@keys.example`,
    password: PASSWORD,
    roles: [role],
    language: 'en',
  }));
  const plan = { kind: 'cso' as const, name: 'Bench keys', shortName: 'bench-keys', capabilities: [], members };
  const { organisationId } = await provisionOrganisation(plan, new Date());
  const custodian = await actAs('custodian.0@keys.example', PASSWORD);
  const client = new pg.Client(superuser);
  await client.connect();
  try {
    for (const compartment of COMPARTMENTS.cso) {
      const vault = custodian.keys.current(compartment);
      if (!vault) throw new Error(`The custodian does not hold ${compartment}.`);
      for (let from = 0; from < cases; from += 1_000) {
        const ids = Array.from({ length: Math.min(1_000, cases - from) }, () => randomUUID());
        const wrapped = ids.map((id) => vault.wrapContentKey({ kind: 'case', id }, randomBytes(32)));
        await client.query(
          `INSERT INTO keys.content_key SELECT $1, 'case', t.id, $2, 1, 1, t.wrapped, now() FROM unnest($3::uuid[], $4::bytea[]) AS t(id, wrapped)`,
          [organisationId, compartment, ids, wrapped],
        );
      }
    }
    await client.query('ANALYZE keys.content_key');
  } finally {
    await client.end();
  }
  return custodian;
}
