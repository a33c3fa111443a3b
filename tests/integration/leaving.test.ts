import { beforeAll, describe, expect, test } from 'vitest';
import { assignCase, withdrawAssignment } from '#app/features/cases/change-team.server.ts';
import { handOverCases, viewHandOver } from '#app/features/cases/hand-over-cases.server.ts';
import { ONLY_OUT } from '#app/features/cases/hand-over.schema.ts';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import { changeRoles } from '#app/features/members/change-roles.server.ts';
import { letGo } from '#app/features/members/let-go.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { viewMember } from '#app/features/members/view-member.server.ts';
import { renewByHand } from '#app/features/vaults/renew-by-hand.server.ts';
import { rewrappingSettled, rewrapVault } from '#app/features/vaults/rewrap-vault.server.ts';
import { viewKeys } from '#app/features/vaults/view-keys.server.ts';
import type { ActionName } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Done } from '#app/kernel/audit-events.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { aCase, onCase } from '../support/casework.ts';
import { cookieFor } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { openedByLeaver, takeAlong } from '../support/leaver.ts';
import { createWorld, PASSWORD, perform, type World } from '../support/world.ts';

const sql = <Row = Record<string, unknown>>(text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows as Row[]);
const onMember = <View>(
  member: SignedIn,
  action: ActionName,
  memberId: string,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
) => perform(member, action, memberResource, { memberId }, handler);
const onOrganisation = <View>(
  member: SignedIn,
  action: ActionName,
  handler: (uow: UnitOfWork) => Promise<Done<View>>,
) => perform(member, action, ownOrganisation, {}, handler);
const again = (member: { email: string }) => actAs(member.email, PASSWORD);
const workersOf = async (caseId: string) =>
  (
    await sql<{ member_id: string }>(
      'SELECT member_id FROM casework.assignment WHERE case_id = $1 AND ended_at IS NULL',
      caseId,
    )
  )
    .map(({ member_id }) => member_id)
    .sort();

let world: World;
/** A custodian's sign-in from before anything was renewed. */
let earlier: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  earlier = await again(world.north.members.custodian);
});

describe('letting somebody go', () => {
  test('ends sessions and grants at once, re-wraps every key, and what she took opens nothing', async () => {
    const { caseworker, colleague, counsellor, lawyer, supervisor, custodian } = world.north.members;
    const alone = await aCase(caseworker, supervisor);
    const shared = await aCase(caseworker, supervisor, [lawyer, counsellor]);
    await cookieFor(caseworker.email);
    const taken = await connectedAs('superuser', (client) => takeAlong(client, caseworker.actor.id));
    const before = await connectedAs('superuser', (client) => openedByLeaver(client, taken, PASSWORD));
    expect(before.opened).toBeGreaterThan(1);

    // Before she leaves, and had nothing been re-wrapped, she opens every key of her vaults: the attack is a real one.
    await expect(
      onMember(custodian, 'letGo', caseworker.actor.id, (uow) => letGo(uow, caseworker.actor.id, undefined)),
    ).rejects.toMatchObject({
      fields: { successorId: ['cases_need_somebody'] },
    });
    await onMember(custodian, 'letGo', caseworker.actor.id, (uow) =>
      letGo(uow, caseworker.actor.id, colleague.actor.id),
    );

    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', caseworker.actor.id)).toEqual([]);
    expect(await sql('SELECT 1 FROM keys.vault_grant WHERE member_id = $1', caseworker.actor.id)).toEqual([]);
    expect((await signIn(caseworker.email, PASSWORD, 'somewhere')).outcome).toBe('wrong');
    await rewrappingSettled();

    const after = await connectedAs('superuser', (client) => openedByLeaver(client, taken, PASSWORD));
    expect(after.keys).toBe(before.keys);
    const lost = taken.grants.map(({ compartment }) => compartment);
    const kept = await sql(
      'SELECT 1 FROM keys.content_key WHERE organisation_id = $1 AND NOT compartment = ANY ($2)',
      world.north.id,
      lost,
    );
    expect(after.opened).toBe(0);
    expect(kept.length + before.opened).toBe(before.keys);
    expect(
      (
        await sql<{ count: number }>(
          'SELECT count(*)::int FROM keys.content_key WHERE organisation_id = $1 AND epoch = 2 AND content_epoch = 1',
          world.north.id,
        )
      )[0]?.count,
    ).toBe(before.opened);
    expect(
      await sql(`SELECT compartment, state, done, total, unreadable FROM keys.rotation ORDER BY compartment`),
    ).toEqual(lost.sort().map((compartment) => expect.objectContaining({ compartment, state: 'done', unreadable: 0 })));

    // Who remains opens everything; nobody holds an older epoch any more.
    expect(
      await sql(
        'SELECT DISTINCT compartment, epoch FROM keys.vault_grant WHERE organisation_id = $1 AND compartment = ANY ($2) ORDER BY 1',
        world.north.id,
        lost,
      ),
    ).toEqual(lost.sort().map((compartment) => ({ compartment, epoch: 2 })));
    await onCase(await again(colleague), 'readIdentity', alone, (uow) => viewIdentity(uow, alone));
    await onCase(await again(counsellor), 'readIdentity', shared, (uow) => viewIdentity(uow, shared));
    expect(
      await sql(`SELECT member_id FROM casework.assignment WHERE case_id = $1 AND ended_at IS NULL`, alone),
    ).toEqual([{ member_id: colleague.actor.id }]);
    await aCase(await again(colleague), await again(supervisor));
  }, 60_000);
});

describe('without the re-wrapping', () => {
  test('what a leaver took still opens everything of before: it is the re-wrapping that ends it', async () => {
    const { caseworker, custodian, supervisor } = world.south.members;
    await aCase(caseworker, supervisor);
    const taken = await connectedAs('superuser', (client) => takeAlong(client, caseworker.actor.id));
    const [before] = await sql<{ wrapped_key_ct: Buffer; subject_id: string; compartment: string }>(
      'SELECT * FROM keys.content_key WHERE organisation_id = $1 AND compartment = $2',
      world.south.id,
      'identity',
    );
    await onOrganisation(custodian, 'renewKeys', (uow) => renewByHand(uow, ['identity'], 'suspicion'));
    await rewrappingSettled();
    expect((await connectedAs('superuser', (client) => openedByLeaver(client, taken, PASSWORD))).opened).toBe(0);
    // Planted: a re-wrap that only writes the new number and leaves what the old epoch wrapped.
    await connectedAs('superuser', async (client) => {
      await client.query('BEGIN');
      await client.query('UPDATE keys.content_key SET wrapped_key_ct = $3 WHERE subject_id = $1 AND compartment = $2', [
        before!.subject_id,
        'identity',
        before!.wrapped_key_ct,
      ]);
      expect((await openedByLeaver(client, taken, PASSWORD)).opened).toBe(1);
      await client.query('ROLLBACK');
    });
  }, 60_000);
});

describe('changing roles', () => {
  test('gives the vaults that the new role needs, signs her out, and takes them again with the role', async () => {
    const { lawyer, secondLawyer, supervisor } = world.north.members;
    const custodian = await again(world.north.members.custodian);
    await cookieFor(lawyer.email);
    await onMember(custodian, 'changeRoles', lawyer.actor.id, (uow) =>
      changeRoles(uow, lawyer.actor.id, { roles: ['legal_officer', 'supervisor'] }),
    );
    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', lawyer.actor.id)).toEqual([]);
    const both = await again(lawyer);
    expect([...both.actor.roles].sort()).toEqual(['legal_officer', 'supervisor']);
    await rewrappingSettled();

    await onMember(custodian, 'changeRoles', secondLawyer.actor.id, (uow) =>
      changeRoles(uow, secondLawyer.actor.id, { roles: ['counsellor'] }),
    );
    const counsellor = await again(secondLawyer);
    expect([counsellor.keys.holds('psychosocial'), counsellor.keys.holds('legal')]).toEqual([true, false]);
    await rewrappingSettled();
    expect(
      await sql(
        `SELECT DISTINCT epoch FROM keys.vault_grant WHERE organisation_id = $1 AND compartment = 'legal'`,
        world.north.id,
      ),
    ).toEqual([{ epoch: 2 }]);
    const caseId = await aCase(counsellor, await again(supervisor));
    await onCase(counsellor, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId));
    expect(
      await sql(`SELECT kind FROM casework.notification WHERE member_id = $1`, secondLawyer.actor.id),
    ).toContainEqual({ kind: 'roles_changed' });
  }, 60_000);

  test.each([
    [['analyst'], { roles: ['invalid_choice'] }],
    [['caseworker', 'no such role'], { roles: ['invalid_choice'] }],
    [['auditor'], { roles: ['nothing_changed'] }],
  ])('is refused with a reason: %j', async (roles, fields) => {
    const custodian = await again(world.north.members.custodian);
    const { id } = world.north.members.auditor.actor;
    await expect(
      onMember(custodian, 'changeRoles', id, (uow) => changeRoles(uow, id, { roles })),
    ).rejects.toMatchObject({ fields });
  });

  test('asks a custodian whose sign-in is older than the keys to sign in again', async () => {
    const old = earlier;
    const { id } = world.north.members.approver.actor;
    await expect(
      onMember(old, 'changeRoles', id, (uow) => changeRoles(uow, id, { roles: ['caseworker'] })),
    ).rejects.toMatchObject({
      fields: { '': ['sign_in_again'] },
    });
    expect(await sql('SELECT roles FROM directory.member WHERE id = $1', id)).toEqual([
      { roles: ['release_approver'] },
    ]);
  });

  test('of two custodians who let each other go at once, one remains', async () => {
    const { approver } = world.north.members;
    const first = await again(world.north.members.custodian);
    await onMember(first, 'changeRoles', approver.actor.id, (uow) =>
      changeRoles(uow, approver.actor.id, { roles: ['custodian'] }),
    );
    const second = await again(approver);
    const results = await Promise.allSettled([
      onMember(first, 'letGo', second.actor.id, (uow) => letGo(uow, second.actor.id, undefined)),
      onMember(second, 'letGo', first.actor.id, (uow) => letGo(uow, first.actor.id, undefined)),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { name: 'Forbidden' } });
    const left = await sql<{ id: string }>(
      `SELECT id FROM directory.member WHERE organisation_id = $1 AND status = 'active' AND 'custodian' = ANY (roles)`,
      world.north.id,
    );
    expect(left).toHaveLength(1);
    await rewrappingSettled();
    const remaining = left[0]!.id === first.actor.id ? world.north.members.custodian : approver;
    const keys = (await onOrganisation(await again(remaining), 'readKeys', viewKeys)) as {
      vaults: { renewal: { state: string } | null }[];
      underWay: number;
    };
    expect([keys.vaults.length, keys.underWay]).toEqual([4, 0]);
  }, 60_000);
});

describe('a renewal', () => {
  test('that a process left is taken up by another one, and two runs do not work on it at once', async () => {
    const other = await createWorld();
    const { caseworker, supervisor, custodian } = other.north.members;
    for (let count = 0; count < 3; count += 1) await aCase(caseworker, supervisor);
    await onOrganisation(custodian, 'renewKeys', (uow) => renewByHand(uow, ['casework', 'identity'], 'device_lost'));
    await rewrappingSettled();
    const { id } = (
      await sql<{ id: string }>(
        `SELECT id FROM keys.rotation WHERE organisation_id = $1 AND compartment = 'identity'`,
        other.north.id,
      )
    )[0]!;
    const member = await again(custodian);
    expect(await rewrapVault(member, id)).toBe('elsewhere');
    // As a process left it that died at its first batch a moment ago: the other run waits until it is surely dead.
    await sql(
      `UPDATE keys.rotation SET state = 'open', done = 0, finished_at = NULL, runner_id = gen_random_uuid(), heartbeat_at = now() WHERE id = $1`,
      id,
    );
    expect(await rewrapVault(member, id)).toBe('elsewhere');
    await sql(`UPDATE keys.rotation SET heartbeat_at = now() - interval '1 minute' WHERE id = $1`, id);
    await onOrganisation(member, 'readKeys', viewKeys);
    await rewrappingSettled();
    expect(await sql('SELECT state FROM keys.rotation WHERE id = $1', id)).toEqual([{ state: 'done' }]);
    // An older sign-in of a custodian, without the new seed, can do nothing for it.
    await sql(`UPDATE keys.rotation SET state = 'open', heartbeat_at = NULL, runner_id = NULL WHERE id = $1`, id);
    const old = { ...custodian, keys: (await createWorld()).north.members.custodian.keys };
    expect(await rewrapVault(old, id)).toBe('cannot');
  }, 120_000);

  test('keeps the older keys of a vault in which one content key is damaged, and says so', async () => {
    const other = await createWorld();
    const { caseworker, supervisor, custodian } = other.north.members;
    const whole = await aCase(caseworker, supervisor);
    const damaged = await aCase(caseworker, supervisor);
    const [row] = await sql<{ wrapped_key_ct: Buffer }>(
      `SELECT wrapped_key_ct FROM keys.content_key WHERE subject_id = $1 AND compartment = 'identity'`,
      damaged,
    );
    await sql(
      `UPDATE keys.content_key SET wrapped_key_ct = set_byte(wrapped_key_ct, 80, get_byte(wrapped_key_ct, 80) # 1) WHERE subject_id = $1 AND compartment = 'identity'`,
      damaged,
    );
    await onOrganisation(custodian, 'renewKeys', (uow) => renewByHand(uow, ['identity'], 'routine'));
    await rewrappingSettled();
    expect(
      await sql('SELECT state, unreadable, done FROM keys.rotation WHERE organisation_id = $1', other.north.id),
    ).toEqual([{ state: 'done', unreadable: 1, done: 1 }]);
    await sql(
      `UPDATE keys.content_key SET wrapped_key_ct = $2 WHERE subject_id = $1 AND compartment = 'identity'`,
      damaged,
      row!.wrapped_key_ct,
    );
    const worker = await again(caseworker);
    for (const caseId of [whole, damaged])
      await onCase(worker, 'readIdentity', caseId, (uow) => viewIdentity(uow, caseId));
  }, 120_000);
});

describe('handing over', () => {
  test('spreads a colleague’s cases in one act, by who has fewest, and leaves none alone', async () => {
    const other = await createWorld();
    const { caseworker, colleague, counsellor, lawyer, supervisor } = other.north.members;
    const cases: string[] = [];
    for (let count = 0; count < 4; count += 1)
      cases.push(await aCase(caseworker, supervisor, count === 3 ? [lawyer] : []));
    const { id } = caseworker.actor;
    const view = (await onMember(supervisor, 'handOverCases', id, (uow) =>
      viewHandOver(uow, id, [colleague.actor.id, counsellor.actor.id]),
    )) as {
      cases: { id: string; to: string; others: unknown[] }[];
    };
    const tally = view.cases.map(({ to }) => to);
    expect([colleague, counsellor].map(({ actor }) => tally.filter((to) => to === actor.id).length)).toEqual([2, 2]);
    const hand = (chosen: { caseId: string; to?: string }[]) =>
      onMember(supervisor, 'handOverCases', id, (uow) => handOverCases(uow, id, { cases: chosen }));

    await expect(hand([{ caseId: cases[0]!, to: ONLY_OUT }])).rejects.toMatchObject({
      fields: { '': ['last_assignment'] },
    });
    await expect(hand([{ caseId: cases[0]!, to: supervisor.actor.id }])).rejects.toMatchObject({
      fields: { '': ['invalid_choice'] },
    });
    await expect(hand([{ caseId: cases[0]! }])).rejects.toMatchObject({ fields: { '': ['nothing_handed_over'] } });
    expect(await workersOf(cases[0]!)).toEqual([id]);

    await cookieFor(caseworker.email);
    await hand([
      { caseId: cases[0]!, to: colleague.actor.id },
      { caseId: cases[1]!, to: counsellor.actor.id },
      { caseId: cases[3]!, to: ONLY_OUT },
    ]);
    expect(await Promise.all(cases.map(workersOf))).toEqual([
      [colleague.actor.id],
      [counsellor.actor.id],
      [id],
      [lawyer.actor.id],
    ]);
    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', id)).toEqual([]);
    await expect(hand([{ caseId: cases[0]!, to: lawyer.actor.id }])).rejects.toMatchObject({
      fields: { '': ['not_hers_any_more'] },
    });
    expect(
      await sql('SELECT DISTINCT kind FROM casework.notification WHERE member_id = $1', colleague.actor.id),
    ).toEqual([{ kind: 'cases_taken_over' }]);
  }, 120_000);

  test('a withdrawn assignment ends the sessions in the same transaction, or not at all', async () => {
    const other = await createWorld();
    const { caseworker, lawyer, supervisor } = other.north.members;
    const caseId = await aCase(caseworker, supervisor, [lawyer]);
    await cookieFor(lawyer.email);
    await expect(
      onCase(supervisor, 'assignCase', caseId, async (uow) => {
        await withdrawAssignment(uow, caseId, lawyer.actor.id);
        throw new Error('something later failed');
      }),
    ).rejects.toThrow('something later failed');
    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', lawyer.actor.id)).toHaveLength(1);
    await onCase(supervisor, 'assignCase', caseId, (uow) => withdrawAssignment(uow, caseId, lawyer.actor.id));
    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', lawyer.actor.id)).toEqual([]);
    await onCase(supervisor, 'assignCase', caseId, (uow) => assignCase(uow, caseId, lawyer.actor.id));
  }, 60_000);

  test('a supervisor sees a colleague without her vaults and sessions, a custodian with them', async () => {
    const { caseworker, custodian, supervisor } = world.south.members;
    const seen = async (member: SignedIn) =>
      (await onMember(member, 'readMember', caseworker.actor.id, (uow) => viewMember(uow, caseworker.actor.id))) as {
        access: unknown;
        mayChange: boolean;
        cases: number;
        openCases: number | null;
      };
    expect(await seen(supervisor)).toMatchObject({ access: null, mayChange: false });
    const { cases, openCases } = await seen(supervisor);
    // Signed in anew: what stands above has renewed the vaults of everybody here.
    const id = await aCase(await again(caseworker), supervisor);
    expect(await seen(supervisor)).toMatchObject({ cases: cases + 1, openCases: openCases! + 1 });
    await sql('UPDATE casework.case_file SET closed_on = current_date WHERE id = $1', id);
    expect(await seen(supervisor)).toMatchObject({ cases: cases + 1, openCases });
    expect(await seen(await again(custodian))).toMatchObject({
      access: { sessions: 0, vaults: [{ compartment: 'casework' }, { compartment: 'identity' }] },
      mayChange: true,
      openCases: null,
    });
  });
});
