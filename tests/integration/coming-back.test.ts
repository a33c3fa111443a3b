import { beforeAll, describe, expect, test } from 'vitest';
import { inviteMember } from '#app/features/invitations/invite-member.server.ts';
import { codeNameOf } from '#app/features/invitations/new-invitation.server.ts';
import { openInvitation } from '#app/features/invitations/open-invitation.server.ts';
import { colleagueResource, renewMember } from '#app/features/invitations/renew-member.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import { changeRoles } from '#app/features/members/change-roles.server.ts';
import { letGo } from '#app/features/members/let-go.server.ts';
import { memberResource } from '#app/features/members/member-facts.server.ts';
import { changeEntry, lockDirectory, verifiedColleague } from '#app/features/members/verified-colleagues.server.ts';
import { drill } from '#app/features/recovery-keys/drill.server.ts';
import { confirmSheets, makeRecoveryKey, viewSheets } from '#app/features/recovery-keys/make-recovery-key.server.ts';
import { rewrappingSettled } from '#app/features/vaults/rewrap-vault.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { done } from '#app/kernel/audit-events.ts';
import { Conflict } from '#app/kernel/errors.ts';
import { ownOrganisation } from '#app/kernel/resource.server.ts';
import { groupsOf, speak } from '#app/platform/crypto/spoken-code.ts';
import { connectedAs } from '../support/database.ts';
import { accept, invite, joined, NEW_PASSWORD, type Invited } from '../support/joining.ts';
import { createWorld, locationOf, PASSWORD, perform, type World } from '../support/world.ts';

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const leaves = (custodian: SignedIn, memberId: string) =>
  perform(custodian, 'letGo', memberResource, { memberId }, (uow) => letGo(uow, memberId, undefined));
const renew = (custodian: SignedIn, memberId: string) =>
  perform(custodian, 'renewMember', colleagueResource, { memberId }, (uow) => renewMember(uow, memberId, 'lost'));
const keeping = <View>(custodian: SignedIn, work: Parameters<typeof perform<View, unknown>>[4]) =>
  perform(custodian, 'keepRecoveryKey', ownOrganisation, {}, work);
const handed = (custodian: SignedIn, view: unknown): { id: string; code: string } => {
  const id = /invitations\/([0-9a-f-]{36})/.exec(locationOf(view))?.[1] ?? '';
  return { id, code: speak(custodian.safe.get(codeNameOf(id))!) };
};
const look = async (code: string) => {
  const view = await openInvitation(code, crypto.randomUUID(), new Date());
  return typeof view === 'string' ? view : 'valid';
};
const epochsOf = async (table: string, column: string, id: string) =>
  (await sql(`SELECT DISTINCT epoch FROM ${table} WHERE ${column} = $1 ORDER BY 1`, id)).map(({ epoch }) => epoch);

let world: World;
/** Custodians' sign-ins from before anything was renewed. */
let earlier: SignedIn;
beforeAll(async () => {
  world = await createWorld();
  earlier = await actAs(world.north.members.custodian.email, PASSWORD);
});

describe('a vault that is renewed', () => {
  test('is given to links that are not used yet and to the sheets, so that both still open it; one that was changed gets nothing and stops nobody', async () => {
    const { custodian, colleague } = world.north.members;
    await keeping(custodian, (uow) => makeRecoveryKey(uow));
    const { sheets, asked } = (await keeping(custodian, (uow) => viewSheets(uow))) as {
      sheets: string[];
      asked: { sheet: number; group: number }[];
    };
    const [first = '', second = ''] = asked.map(({ sheet, group }) => groupsOf(sheets[sheet - 1]!)[group - 1]);
    await keeping(custodian, (uow) => confirmSheets(uow, { first, second }));
    const [key] = await sql('SELECT id FROM keys.recovery_key WHERE organisation_id = $1', world.north.id);
    const open = await invite(custodian, ['caseworker']);
    const changed = await invite(custodian, ['caseworker']);
    await sql(`UPDATE directory.invitation SET display_name = 'Planted' WHERE id = $1`, changed.id);

    await leaves(custodian, colleague.actor.id);
    const between = await epochsOf('keys.invitation_grant', 'invitation_id', open.id);
    expect(between).toContain(2);
    expect(await epochsOf('keys.invitation_grant', 'invitation_id', changed.id)).not.toContain(2);
    await rewrappingSettled();
    expect(await epochsOf('keys.invitation_grant', 'invitation_id', open.id)).toEqual([2]);
    const ofSheets = await sql(
      `SELECT compartment, epoch FROM keys.recovery_grant WHERE recovery_key_id = $1 AND compartment IN ('identity', 'casework') ORDER BY 1, 2`,
      key.id,
    );
    expect(ofSheets).toEqual([
      { compartment: 'casework', epoch: 2 },
      { compartment: 'identity', epoch: 2 },
    ]);
    const [firstShare = '', secondShare = ''] = sheets;
    await keeping(custodian, (uow) => drill(uow, { firstShare, secondShare }));
    const member = await joined(open);
    expect(
      member.keys
        .vaults()
        .map(({ id }) => `${id.compartment}#${id.epoch}`)
        .sort(),
    ).toEqual(['casework#2', 'identity#2']);
    expect(await look(changed.code)).toBe('not_valid');
  }, 60_000);

  test('is not handed on by a custodian who signed in before: she is asked to sign in again', async () => {
    const again = expect.objectContaining({ fields: { '': ['sign_in_again'] } });
    await expect(invite(earlier, ['caseworker'])).rejects.toEqual(again);
    await expect(renew(earlier, world.north.members.caseworker.actor.id)).rejects.toEqual(again);
    await expect(keeping(earlier, (uow) => makeRecoveryKey(uow))).rejects.toEqual(again);
    const now = await actAs(world.north.members.custodian.email, PASSWORD);
    await expect(invite(now, ['caseworker'])).resolves.toBeDefined();
  });
});

describe('who has left', () => {
  let link: { id: string; code: string };
  test('has no link any more with which she got new keys, nor has who got other roles', async () => {
    const { custodian, counsellor, lawyer } = world.south.members;
    link = handed(custodian, await renew(custodian, counsellor.actor.id));
    expect(await look(link.code)).toBe('valid');
    await leaves(custodian, counsellor.actor.id);
    expect(await look(link.code)).toBe('not_valid');
    expect(await sql('SELECT 1 FROM keys.invitation_grant WHERE invitation_id = $1', link.id)).toEqual([]);

    const other = handed(custodian, await renew(custodian, lawyer.actor.id));
    const roles = { roles: ['caseworker'] };
    const memberId = lawyer.actor.id;
    await perform(custodian, 'changeRoles', memberResource, { memberId }, (uow) => changeRoles(uow, memberId, roles));
    expect(await look(other.code)).toBe('not_valid');
    await rewrappingSettled();
    // Brought back to life by a writer of the database, the link does not fit who has left.
    await sql('UPDATE directory.invitation SET cancelled_at = NULL WHERE id = $1', link.id);
    expect(await look(link.code)).toBe('not_valid');
    await sql('UPDATE directory.invitation SET cancelled_at = now() WHERE id = $1', link.id);
  }, 60_000);

  test('comes back under her old name, with new keys and the roles that she is invited with', async () => {
    const { custodian, counsellor } = world.south.members;
    const form = { name: 'Another Name', email: counsellor.email, roles: ['caseworker'], language: 'en' as const };
    const view = await perform(custodian, 'inviteMember', ownOrganisation, {}, (uow) => inviteMember(uow, form));
    const invited: Invited = { ...handed(custodian, view), email: counsellor.email };
    const [before] = await sql('SELECT * FROM directory.member WHERE id = $1', counsellor.actor.id);
    expect(before).toMatchObject({ status: 'left', roles: [] });
    const member = await joined(invited);
    expect(member.actor).toMatchObject({ id: counsellor.actor.id, roles: ['caseworker'] });
    expect(member.keys.holds('psychosocial')).toBe(false);
    expect(member.keys.holds('identity')).toBe(true);
    const [after] = await sql('SELECT * FROM directory.member WHERE id = $1', counsellor.actor.id);
    expect(after).toMatchObject({ status: 'active', display_name: before.display_name });
    expect(after.kem_public_key).not.toEqual(before.kem_public_key);
    await expect(actAs(counsellor.email, PASSWORD)).rejects.toThrow();
    expect((await accept(invited.code, { password: `${NEW_PASSWORD} again` })).outcome).not.toBe('joined');
    await expect(
      perform(custodian, 'inviteMember', ownOrganisation, {}, (uow) => inviteMember(uow, form)),
    ).rejects.toMatchObject({ fields: { email: ['email_in_use'] } });
  }, 60_000);
});

test('an entry that its member changed meanwhile is not signed over', async () => {
  const { custodian, supervisor } = world.south.members;
  const memberId = supervisor.actor.id;
  const signing = perform(custodian, 'changeRoles', memberResource, { memberId }, async (uow) => {
    await lockDirectory(uow);
    const colleague = await verifiedColleague(uow, memberId);
    await sql(`UPDATE directory.member SET entry_signature = '\\x01' WHERE id = $1`, memberId);
    await changeEntry(uow, colleague, ['caseworker'], 'active');
    return done({}, { type: 'member.viewed', detail: {} });
  });
  await expect(signing).rejects.toBeInstanceOf(Conflict);
  expect(await sql('SELECT roles FROM directory.member WHERE id = $1', memberId)).toEqual([{ roles: ['supervisor'] }]);
});
