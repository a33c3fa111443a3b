import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { actAs } from '#app/features/members/act-as.server.ts';
import { changeRoles } from '#app/features/members/change-roles.server.ts';
import { letGo } from '#app/features/members/let-go.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { renewVaults } from '#app/features/vaults/renew-vaults.server.ts';
import { actorAction } from '#app/kernel/actor-route.server.ts';
import { KeyRing, type SignedIn } from '#app/kernel/actor.server.ts';
import { inTransaction } from '#app/kernel/unit-of-work.server.ts';
import { RolesSchema, MemberParams } from '#app/features/members/member.schema.ts';
import { DirectoryError } from '#app/platform/keys/directory.server.ts';
import { trySubstitutions } from '../../scripts/drill/substitution.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { aCase } from '../support/casework.ts';
import { connectedAs, testDatabase } from '../support/database.ts';
import { createWorld, PASSWORD, perform, type World } from '../support/world.ts';

/** Each attack beside the planted weakness that lets the same attack through. */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const rolesOf = async (memberId: string) =>
  (
    await connectedAs('superuser', (client) =>
      client.query('SELECT roles FROM directory.member WHERE id = $1', [memberId]),
    )
  ).rows[0].roles;
const change = (member: SignedIn, memberId: string, roles: string[]) =>
  perform(member, 'changeRoles', memberResource, { memberId }, (uow) => changeRoles(uow, memberId, { roles }));
const route = actorAction(
  { action: 'changeRoles', params: MemberParams, resource: memberResource, form: RolesSchema },
  ({ uow, params, form }) => changeRoles(uow, params.memberId, form),
);

/** One statement as the application's database role, with the actor set as the attacker wishes; undone. */
async function asApp(settings: Record<string, string>, statement: string, planted?: string): Promise<string> {
  return connectedAs('superuser', async (client) => {
    await client.query('BEGIN');
    try {
      if (planted) await client.query(planted);
      await client.query('SET LOCAL ROLE linden_app');
      for (const [name, value] of Object.entries(settings))
        await client.query('SELECT set_config($1, $2, true)', [`linden.${name}`, value]);
      const { rowCount } = await client.query(statement);
      return `${rowCount} rows`;
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await client.query('ROLLBACK');
    }
  });
}

describe('a role that a member gives herself', () => {
  test('by the form: a caseworker is not shown that there is one, and a custodian is refused', async () => {
    const { caseworker, custodian } = world.north.members;
    const post = async (member: SignedIn & { email: string }, of: string) =>
      (
        await ask(route, {
          cookie: await cookieFor(member.email),
          params: { memberId: of },
          fields: { roles: 'custodian' },
        })
      ).status;
    expect(await post(caseworker, caseworker.actor.id)).toBe(404);
    expect(await post(custodian, custodian.actor.id)).toBe(403);
    expect(await rolesOf(custodian.actor.id)).toEqual(['custodian']);
  });

  test('by a use case that forgot to ask the policies: row-level security refuses the custodian herself', async () => {
    const { custodian } = world.north.members;
    const act = inTransaction(custodian, 'app', new Date(), (uow) =>
      changeRoles(uow, custodian.actor.id, { roles: ['custodian', 'caseworker'] }),
    );
    await expect(act).rejects.toMatchObject({ name: 'Forbidden' });
    expect(await rolesOf(custodian.actor.id)).toEqual(['custodian']);
  });

  test('by SQL, with the actor set to herself and the role of a custodian: no row of hers is one', async () => {
    const { caseworker, colleague } = world.north.members;
    const settings = {
      member_id: caseworker.actor.id,
      organisation_id: world.north.id,
      organisation_kind: 'cso',
      roles: 'custodian',
    };
    const attacks = [
      `UPDATE directory.member SET roles = '{custodian}' WHERE id = '${caseworker.actor.id}'`,
      `UPDATE directory.member SET roles = '{custodian}' WHERE id = '${colleague.actor.id}'`,
      `DELETE FROM directory.session WHERE member_id = '${colleague.actor.id}'`,
      `DELETE FROM keys.vault_grant WHERE member_id = '${colleague.actor.id}'`,
      `UPDATE keys.content_key SET epoch = 2`,
    ];
    const planted = `CREATE OR REPLACE FUNCTION directory.actor_is(role text) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT directory.actor_has(role) $$`;
    await cookieFor(colleague.email);
    for (const attack of attacks) expect([attack, await asApp(settings, attack)]).toEqual([attack, '0 rows']);
    // Where the setting alone is believed, a colleague is changed, signed out and locked out.
    for (const attack of attacks.slice(1, 4)) expect(await asApp(settings, attack, planted)).toMatch(/^[1-9]/);
    const grant = `INSERT INTO keys.vault_grant VALUES ('${world.north.id}', '${caseworker.actor.id}', 'legal', 1, '\\x00', '${caseworker.actor.id}', now())`;
    const vault = `INSERT INTO keys.vault SELECT organisation_id, compartment, epoch + 1, '\\x00', 1, '\\x00', now() FROM keys.vault WHERE organisation_id = '${world.north.id}' AND compartment = 'legal'`;
    for (const attack of [grant, vault]) expect(await asApp(settings, attack)).toBe('42501');
    expect(await asApp(settings, vault, planted)).toBe('1 rows');
  });

  test('in the row, by a writer of the whole database: it is not believed without the signature', async () => {
    const { lawyer } = world.south.members;
    await connectedAs('superuser', (client) =>
      client.query(`UPDATE directory.member SET roles = '{custodian}' WHERE id = $1`, [lawyer.actor.id]),
    );
    await expect(signIn(lawyer.email, PASSWORD, randomUUID())).rejects.toThrow(DirectoryError);
    await connectedAs('superuser', (client) =>
      client.query(`UPDATE directory.member SET roles = '{legal_officer}' WHERE id = $1`, [lawyer.actor.id]),
    );
    expect((await signIn(lawyer.email, PASSWORD, randomUUID())).outcome).toBe('signed_in');
  });
});

describe('somebody else\u2019s access', () => {
  test('is not a custodian\u2019s of another organisation to change, by policy or by SQL', async () => {
    const { custodian } = world.south.members;
    const { colleague } = world.north.members;
    await expect(change(custodian, colleague.actor.id, ['custodian'])).rejects.toMatchObject({ name: 'NotFound' });
    await expect(
      perform(custodian, 'letGo', memberResource, { memberId: colleague.actor.id }, (uow) =>
        letGo(uow, colleague.actor.id, undefined),
      ),
    ).rejects.toMatchObject({ name: 'NotFound' });
    const settings = {
      member_id: custodian.actor.id,
      organisation_id: world.south.id,
      organisation_kind: 'cso',
      roles: 'custodian',
    };
    const attack = `UPDATE directory.member SET roles = '{custodian}' WHERE id = '${colleague.actor.id}'`;
    expect(await asApp(settings, attack)).toBe('0 rows');
    expect(
      await asApp(
        settings,
        attack,
        'ALTER TABLE directory.member NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY',
      ),
    ).toBe('1 rows');
  });

  test('is not a supervisor\u2019s to change', async () => {
    const { supervisor, colleague } = world.north.members;
    await expect(change(supervisor, colleague.actor.id, ['custodian'])).rejects.toMatchObject({ name: 'Forbidden' });
  });
});

describe('a vault', () => {
  test('is not granted by somebody who does not hold it', async () => {
    const { custodian, colleague } = world.north.members;
    // A custodian whose sign-in opened nothing of the legal vault, such as one whose grants were deleted by hand.
    const without = { ...custodian, keys: new KeyRing(world.north.id, new Map()) };
    await expect(change(without, colleague.actor.id, ['caseworker', 'legal_officer'])).rejects.toMatchObject({
      fields: { '': ['sign_in_again'] },
    });
    expect(await rolesOf(colleague.actor.id)).toEqual(['caseworker']);
    await change(custodian, colleague.actor.id, ['caseworker', 'legal_officer']);
    expect((await actAs(colleague.email, PASSWORD)).keys.holds('legal')).toBe(true);
  });

  test('is not renewed by somebody who is no custodian', async () => {
    const { lawyer } = world.north.members;
    await expect(
      inTransaction(lawyer, 'app', new Date(), (uow) => renewVaults(uow, ['legal'], 'suspicion')),
    ).rejects.toBeDefined();
    const { rows } = await connectedAs('superuser', (client) =>
      client.query(`SELECT max(epoch) FROM keys.vault WHERE organisation_id = $1 AND compartment = 'legal'`, [
        world.north.id,
      ]),
    );
    expect(rows[0].max).toBe(1);
  });

  test('is never sealed to a planted public key, and is where rows are believed without their signature', async () => {
    const { custodian, caseworker, lawyer, supervisor } = world.north.members;
    const caseId = await aCase(lawyer, supervisor);
    const ground = {
      superuser: testDatabase().superuser,
      custodian: { email: custodian.email, password: PASSWORD },
      memberId: caseworker.actor.id,
      compartment: 'identity',
      sender: {
        email: lawyer.email,
        password: PASSWORD,
        subject: { kind: 'case', id: caseId, organisationId: world.north.id } as const,
        compartment: 'identity',
      },
      recipient: { organisationId: world.commission.id, compartment: 'identity_sheet' },
    };
    const strict = await trySubstitutions(ground, 40);
    expect([strict.tried, strict.seals]).toEqual([40, 0]);
    expect(Object.keys(strict.byKind)).toHaveLength(8);
    const trusting = await trySubstitutions(ground, 16, true);
    expect(trusting.seals).toBe(16);
  }, 300_000);
});
