import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { confirmRecoveryCode, pendingCode, renewRecoveryCode } from '#app/features/members/recovery-code.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { actorLoader, sessionLoader } from '#app/kernel/actor-route.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Forbidden } from '#app/kernel/errors.ts';
import { organisationWithCustodians, ownOrganisation } from '#app/kernel/resource.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import { groupsOf } from '#app/platform/crypto/spoken-code.ts';
import { ask, cookieFor } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { invite, joined, NEW_PASSWORD, type Invited } from '../support/joining.ts';
import { giveApp } from '../support/second-factors.ts';
import { createWorld, locationOf, PASSWORD, perform, type World } from '../support/world.ts';

// A real installation: nobody works before accounts and keys are safe.
vi.hoisted(() => {
  process.env['LINDEN_ONBOARDING'] = 'required';
});

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const open = (member: SignedIn, resource = organisationWithCustodians) =>
  perform(member, 'openCase', resource, {}, (uow) => openCase(uow, { channel: 'phone' }));
const account = sessionLoader(() => 'her account');
const page = actorLoader({ action: 'listNotifications', resource: ownOrganisation }, async () =>
  done('the page', { type: 'case.opening', detail: {} }),
);

/** Signs in and confirms the code that a required installation shows at once. */
async function confirmCode(email: string, password: string): Promise<void> {
  const answer = await signIn(email, password, randomUUID());
  if (answer.outcome !== 'signed_in') throw new Error(answer.outcome);
  const request = new Request('http://localhost:3000/', { headers: { Cookie: answer.cookie.split(';')[0]! } });
  const member = (await signedIn(request, { memo: new Map() } as never))!;
  const { code, asked } = pendingCode(member)!;
  expect(await confirmRecoveryCode(member, groupsOf(code)[asked - 1]!)).toBe(true);
}

describe('where onboarding is required', () => {
  it('a member with a vault goes to her recovery code before anything else, then to a second step, and then on', async () => {
    const { email } = world.south.members.lawyer;
    const cookie = await cookieFor(email);
    expect(await ask(page, { cookie, address: '/cases' })).toMatchObject({
      status: 303,
      location: '/account/recovery-code',
    });
    expect(await ask(page, { cookie, address: '/cases.data' })).toMatchObject({ location: '/account/recovery-code' });
    expect(await ask(account, { cookie, address: '/account/recovery-code' })).toMatchObject({
      status: 200,
      body: 'her account',
    });
    await confirmCode(email, PASSWORD);
    expect(await ask(page, { cookie, address: '/cases' })).toMatchObject({ status: 303, location: '/account/factors' });
    const request = new Request('http://localhost:3000/', { headers: { Cookie: cookie } });
    await giveApp((await signedIn(request, { memo: new Map() } as never))!);
    expect(await ask(page, { cookie, address: '/cases' })).toMatchObject({ status: 200, body: 'the page' });
  });

  it('who holds no vault needs no recovery code, and a second step as everybody does', async () => {
    const cookie = await cookieFor(world.host.members.operator.email);
    const asked = () => ask(page, { cookie, address: '/organisations' });
    expect(await asked()).toMatchObject({ status: 303, location: '/account/factors' });
    const request = new Request('http://localhost:3000/', { headers: { Cookie: cookie } });
    await giveApp((await signedIn(request, { memo: new Map() } as never))!);
    expect(await asked()).toMatchObject({ status: 200, body: 'the page' });
  });

  it('a code that was replaced must be confirmed again', async () => {
    const { email } = world.south.members.counsellor;
    await confirmCode(email, PASSWORD);
    const cookie = await cookieFor(email);
    const request = new Request('http://localhost:3000/', { headers: { Cookie: cookie } });
    const member = (await signedIn(request, { memo: new Map() } as never))!;
    expect(await renewRecoveryCode(member, email, PASSWORD)).toBe('made');
    expect(await ask(page, { cookie, address: '/cases' })).toMatchObject({ location: '/account/recovery-code' });
  });
});

describe('the first case', () => {
  it('waits for two active custodians whose recovery codes are confirmed', async () => {
    const { caseworker, custodian } = world.north.members;
    await expect(open(caseworker)).rejects.toBeInstanceOf(Forbidden);
    await confirmCode(custodian.email, PASSWORD);
    await expect(open(caseworker)).rejects.toBeInstanceOf(Forbidden);
    const second: Invited = await invite(custodian, ['custodian']);
    const her = await joined(second);
    await expect(open(caseworker)).rejects.toBeInstanceOf(Forbidden);
    await confirmCode(second.email, NEW_PASSWORD);
    expect(locationOf(await open(caseworker))).toMatch(/^\/cases\//);
    // Another organisation's custodians do not count, and one who is not active any more does not either.
    await expect(open(world.south.members.caseworker)).rejects.toBeInstanceOf(Forbidden);
    await sql(`UPDATE directory.member SET status = 'left' WHERE id = $1`, her.actor.id);
    await expect(open(caseworker)).rejects.toBeInstanceOf(Forbidden);
    await sql(`UPDATE directory.member SET status = 'active' WHERE id = $1`, her.actor.id);
    await expect(open(caseworker)).resolves.toBeDefined();
  });

  it('is refused by the policy to a route that forgot to look, and by the database to one that lies', async () => {
    await expect(open(world.north.members.caseworker, ownOrganisation)).rejects.toBeInstanceOf(Forbidden);
    const lying = {
      ...ownOrganisation,
      load: async (uow: Parameters<typeof ownOrganisation.load>[0]) => {
        const { actor } = uow;
        const facts = { id: actor.organisationId, kind: actor.organisationKind, custodiansReady: true };
        return { resource: { type: 'Organisation' as const, id: actor.organisationId, facts }, found: true };
      },
    };
    await expect(open(world.south.members.caseworker, lying)).rejects.toThrow(/row-level security|violates/);
    await expect(open(world.north.members.caseworker, lying)).resolves.toBeDefined();
  });

  it('is refused by the database where nothing was said, and not in a demonstration: only the word `optional` opens it', async () => {
    const { caseworker } = world.south.members;
    const insert = (word: string | null) =>
      connectedAs('app', async (client) => {
        await client.query('BEGIN');
        await client.query(
          `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true),
                  set_config('linden.organisation_kind', 'cso', true), set_config('linden.roles', 'caseworker', true)`,
          [caseworker.actor.id, world.south.id],
        );
        if (word) await client.query(`SELECT set_config('linden.onboarding', $1, true)`, [word]);
        return client.query(
          `INSERT INTO casework.case_file (id, organisation_id, code, step, readiness, opened_on, last_activity_at, opened_by, row_version)
           VALUES (gen_random_uuid(), $1, $2, 'engage', 'not_discussed', now(), now(), $3, 1)`,
          [world.south.id, `T-${randomUUID().slice(0, 6)}`, caseworker.actor.id],
        );
      });
    await expect(insert(null)).rejects.toThrow(/two_custodians/);
    await expect(insert('required')).rejects.toThrow(/two_custodians/);
    await expect(insert('optional')).resolves.toMatchObject({ rowCount: 1 });
  });
});
