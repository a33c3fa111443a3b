import { beforeAll, describe, expect, test } from 'vitest';
import { viewIdentity } from '#app/features/cases/view-identity.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import { changeRoles } from '#app/features/members/change-roles.server.ts';
import { letGo } from '#app/features/members/let-go.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { renewByHand } from '#app/features/vaults/renew-by-hand.server.ts';
import { rewrappingSettled } from '#app/features/vaults/rewrap-vault.server.ts';
import type { ActionName } from '#app/kernel/actions.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import type { Done } from '#app/kernel/audit-events.ts';
import { Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import type { UnitOfWork } from '#app/kernel/unit-of-work.server.ts';
import { aCase, onCase } from '../support/casework.ts';
import { cookieFor } from '../support/asking.ts';
import { connectedAs } from '../support/database.ts';
import { openedByLeaver, takeAlong } from '../support/leaver.ts';
import { createWorld, PASSWORD, perform, type World } from '../support/world.ts';

const sql = <Row = Record<string, unknown>>(text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows as Row[]);
const onMember = <View>(member: SignedIn, action: ActionName, memberId: string, handler: (uow: UnitOfWork) => Promise<Done<View>>) =>
  perform(member, action, memberResource, { memberId }, handler);
const again = (member: { email: string }) => actAs(member.email, PASSWORD);

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

describe('letting somebody go', () => {
  test('ends sessions and grants at once, re-wraps every key, and what she took opens nothing', async () => {
    const { caseworker, colleague, counsellor, lawyer, supervisor, custodian } = world.north.members;
    const alone = await aCase(caseworker, supervisor);
    const shared = await aCase(caseworker, supervisor, [lawyer, counsellor]);
    await cookieFor(caseworker.email);
    const taken = await connectedAs('superuser', (client) => takeAlong(client, caseworker.actor.id));
    const before = await connectedAs('superuser', (client) => openedByLeaver(client, taken, PASSWORD));
    expect(before.opened).toBe(before.keys);
    expect(before.keys).toBeGreaterThan(1);

    await expect(onMember(custodian, 'letGo', caseworker.actor.id, (uow) => letGo(uow, caseworker.actor.id, undefined))).rejects.toMatchObject({
      fields: { successorId: ['cases_need_somebody'] },
    });
    await onMember(custodian, 'letGo', caseworker.actor.id, (uow) => letGo(uow, caseworker.actor.id, colleague.actor.id));

    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', caseworker.actor.id)).toEqual([]);
    expect(await sql('SELECT 1 FROM keys.vault_grant WHERE member_id = $1', caseworker.actor.id)).toEqual([]);
    expect((await signIn(caseworker.email, PASSWORD, 'somewhere')).outcome).toBe('wrong');
    await rewrappingSettled();

    const after = await connectedAs('superuser', (client) => openedByLeaver(client, taken, PASSWORD));
    expect(after.keys).toBe(before.keys);
    const lost = taken.grants.map(({ compartment }) => compartment);
    const kept = await sql('SELECT 1 FROM keys.content_key WHERE organisation_id = $1 AND NOT compartment = ANY ($2)', world.north.id, lost);
    expect(after.opened).toBe(0);
    expect(kept.length + before.opened).toBe(before.keys);
    expect(await sql(`SELECT compartment, state, done, total, unreadable FROM keys.rotation ORDER BY compartment`)).toEqual(
      lost.sort().map((compartment) => expect.objectContaining({ compartment, state: 'done', unreadable: 0 })),
    );

    // Who remains opens everything; nobody holds an older epoch any more.
    expect(await sql('SELECT DISTINCT compartment, epoch FROM keys.vault_grant WHERE organisation_id = $1 AND compartment = ANY ($2) ORDER BY 1', world.north.id, lost)).toEqual(
      lost.sort().map((compartment) => ({ compartment, epoch: 2 })),
    );
    await onCase(await again(colleague), 'readIdentity', alone, (uow) => viewIdentity(uow, alone));
    await onCase(await again(counsellor), 'readIdentity', shared, (uow) => viewIdentity(uow, shared));
    expect(await sql(`SELECT member_id FROM casework.assignment WHERE case_id = $1 AND ended_at IS NULL`, alone)).toEqual([{ member_id: colleague.actor.id }]);
    await aCase(await again(colleague), await again(supervisor));
  }, 60_000);
});
