import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepDraft } from '#app/features/drafts/keep-draft.server.ts';
import { keptDraft } from '#app/features/drafts/kept-draft.server.ts';
import { openCase } from '#app/features/cases/open-case.server.ts';
import { inviteMember } from '#app/features/invitations/invite-member.server.ts';
import { entryOf, grantToOpenInvitations } from '#app/features/invitations/new-invitation.server.ts';
import { openInvitation } from '#app/features/invitations/open-invitation.server.ts';
import { renewMember, colleagueResource } from '#app/features/invitations/renew-member.server.ts';
import { cancel, viewInvitation } from '#app/features/invitations/view-invitation.server.ts';
import { actAs } from '#app/features/members/act-as.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '#app/kernel/errors.ts';
import { done } from '#app/kernel/audit-events.ts';
import { ownAccount, ownOrganisation } from '#app/kernel/resource.server.ts';
import { inTransaction } from '#app/kernel/unit-of-work.server.ts';
import { readSession } from '#app/platform/auth/lucia.server.ts';
import { understand } from '#app/platform/crypto/spoken-code.ts';
import { DecryptionError } from '#app/platform/crypto/decryption-error.ts';
import { hpkeSeal, keyPairFromSeed } from '#app/platform/crypto/hpke.server.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { DirectoryError, signEntry } from '#app/platform/keys/directory.server.ts';
import { invitationTokenHash, oneTimeKeys } from '#app/platform/keys/invitation-keys.server.ts';
import { openGrant } from '#app/platform/keys/vault.server.ts';
import { connectedAs } from '../support/database.ts';
import {
  accept,
  invite,
  inviteFirstCustodian,
  inviteInto,
  joined,
  NEW_PASSWORD,
  type Invited,
} from '../support/joining.ts';
import { isKnown, markFor } from '../support/known-browsers.ts';
import { temporaryKeyModule } from '../support/key-module.ts';
import { createWorld, locationOf, PASSWORD, perform, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const rowOf = async ({ id }: Invited) => (await sql('SELECT * FROM directory.invitation WHERE id = $1', id))[0];
const look = (code: string, now = new Date()) => openInvitation(code, randomUUID(), now);
/** What a key module's owner could do and a writer of the database cannot: the planted weakness of several attacks. */
async function signAnew(id: string): Promise<void> {
  const [row] = await sql('SELECT * FROM directory.invitation WHERE id = $1', id);
  const { version, signature } = await signEntry(await keyModule(), entryOf(row));
  await sql(
    'UPDATE directory.invitation SET entry_version = $2, entry_signature = $3 WHERE id = $1',
    id,
    version,
    signature,
  );
}
const eventsAbout = (id: string) =>
  sql(`SELECT type, detail FROM audit.event WHERE resource_id = $1 ORDER BY sequence`, id);

describe('an invitation', () => {
  it('makes a member who holds the vaults of her roles and works with them at once', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    expect(await look(invited.code.toLowerCase().replaceAll('-', ' '))).toMatchObject({
      ...{
        kind: 'member',
        organisation: expect.stringMatching(/^north/),
        inviter: 'north custodian',
        roles: ['caseworker'],
      },
    });
    const member = await joined(invited);
    expect(member.actor).toMatchObject({ organisationId: world.north.id, roles: ['caseworker'] });
    expect(
      member.keys
        .vaults()
        .map(({ id }) => id.compartment)
        .sort(),
    ).toEqual(['casework', 'identity']);
    const opened = await perform(member, 'openCase', ownOrganisation, {}, (uow) => openCase(uow, { channel: 'phone' }));
    expect(locationOf(opened)).toMatch(/^\/cases\//);
    expect((await eventsAbout(invited.id)).map(({ type }) => type)).toEqual(['invitation.made', 'invitation.accepted']);
    expect(await sql('SELECT 1 FROM keys.invitation_grant WHERE invitation_id = $1', invited.id)).toEqual([]);
    const notices = await sql(
      `SELECT kind FROM casework.notification WHERE member_id = $1`,
      world.north.members.custodian.actor.id,
    );
    expect(notices).toContainEqual({ kind: 'member_joined' });
  });

  it('signs her in, with a recovery code that waits in her session alone', async () => {
    const invited = await invite(world.north.members.custodian, ['counsellor']);
    const answer = await accept(invited.code);
    if (answer.outcome !== 'joined') throw new Error(answer.outcome);
    expect(answer.to).toBe('/account/recovery-code');
    const stored = await readSession(answer.cookie.split(';')[0]!);
    expect(stored?.member.email).toBe(invited.email);
    const [row] = await sql('SELECT * FROM keys.member_recovery WHERE member_id = $1', stored!.member.id);
    expect(row).toMatchObject({ confirmed_at: null, used_at: null });
  });

  it('is shown with its code to whoever made it, and to no other custodian', async () => {
    const { custodian } = world.north.members;
    const invited = await invite(custodian, ['supervisor']);
    const view = (member: SignedIn) =>
      perform(member, 'inviteMember', ownOrganisation, {}, (uow) => viewInvitation(uow, invited.id));
    expect(await view(custodian)).toMatchObject({
      code: invited.code,
      link: expect.stringContaining(`/join#${invited.code}`),
    });
    const second = await joined(await invite(custodian, ['custodian']));
    expect(await view(second)).toMatchObject({ code: null, link: null, state: 'open' });
    await expect(view(world.south.members.custodian)).rejects.toBeInstanceOf(NotFound);
  });

  it('is refused for a role of another kind of organisation, for a colleague’s address, and for roles that exclude each other', async () => {
    const { custodian, lawyer } = world.north.members;
    const ask = (form: object) =>
      perform(custodian, 'inviteMember', ownOrganisation, {}, (uow) =>
        inviteMember(uow, { name: 'N', email: 'n@invited.example', roles: [], language: 'en', ...form } as never),
      );
    await expect(ask({ roles: ['operator'] })).rejects.toEqual(new Invalid({ roles: ['invalid_choice'] }));
    await expect(ask({ roles: ['secretary'] })).rejects.toBeInstanceOf(Invalid);
    await expect(ask({ roles: ['caseworker'], email: lawyer.email })).rejects.toMatchObject({
      fields: { email: ['email_in_use'] },
    });
    await expect(ask({ roles: ['caseworker', 'custodian'] })).rejects.toMatchObject({
      fields: { roles: ['role_conflict'] },
    });
    await expect(ask({ roles: ['caseworker', 'custodian'], understood: true })).resolves.toBeDefined();
    for (const member of [world.north.members.supervisor, world.host.members.operator])
      await expect(
        perform(member, 'inviteMember', ownOrganisation, {}, (uow) => inviteMember(uow, {} as never)),
      ).rejects.toBeInstanceOf(NotFound);
  });

  it('asks for a password that nobody tries first', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    for (const [password, problem] of [
      ['short', 'password_too_short'],
      ['passwordpassword', 'password_common'],
      [`${invited.email}1`, 'password_hers'],
    ] as const) {
      expect(await accept(invited.code, { password })).toMatchObject({
        outcome: 'invalid',
        fields: { password: [problem] },
      });
    }
    expect((await rowOf(invited)).accepted_at).toBeNull();
  });
});

describe('a link', () => {
  it('works once: later, with another password, by somebody else, it opens nothing', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    await joined(invited);
    expect(await look(invited.code)).toBe('not_valid');
    expect(await accept(invited.code, { password: 'eight loud pebbles on a windowsill' })).toEqual({
      outcome: 'not_valid',
    });
    // Three minutes later even her own password is no way in through the link.
    expect(await accept(invited.code, { now: new Date(Date.now() + 180_000) })).toEqual({ outcome: 'not_valid' });
  });

  it('pressed twice makes one account, and both answers sign her in', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    const answers = await Promise.all([accept(invited.code), accept(invited.code)]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['joined', 'joined']);
    expect(await sql('SELECT 1 FROM directory.member WHERE email = $1', invited.email)).toHaveLength(1);
  });

  it('raced for by several people is won by one', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    const passwords = Array.from({ length: 6 }, (_, at) => `runner number ${at} wants this account`);
    const answers = await Promise.all(passwords.map((password) => accept(invited.code, { password })));
    expect(answers.filter(({ outcome }) => outcome === 'joined')).toHaveLength(1);
    const winner = passwords[answers.findIndex(({ outcome }) => outcome === 'joined')]!;
    for (const password of [winner, ...passwords.filter((one) => one !== winner).slice(0, 2)]) {
      const signed = await signIn(invited.email, password, randomUUID());
      expect(signed.outcome).toBe(password === winner ? 'signed_in' : 'wrong');
    }
  });

  it('lasts 72 hours and not a minute longer', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    const after = (minutes: number) => new Date(Date.now() + 72 * 3_600_000 + minutes * 60_000);
    expect(await look(invited.code, after(-1))).toMatchObject({ email: invited.email });
    expect(await look(invited.code, after(1))).toBe('not_valid');
    expect(await accept(invited.code, { now: after(1) })).toEqual({ outcome: 'not_valid' });
    // Moving the hour in the database does not help: it is signed. With the key module it would.
    await sql(`UPDATE directory.invitation SET expires_at = expires_at + interval '1 day' WHERE id = $1`, invited.id);
    expect(await look(invited.code, after(1))).toBe('not_valid');
    await signAnew(invited.id);
    expect(await look(invited.code, after(1))).toMatchObject({ email: invited.email });
  });

  it('that was cancelled opens nothing, and nothing stays sealed to it', async () => {
    const { custodian } = world.north.members;
    const invited = await invite(custodian, ['legal_officer']);
    const stop = (member: typeof custodian) =>
      perform(member, 'inviteMember', ownOrganisation, {}, (uow) => cancel(uow, invited.id, '/people'));
    await expect(stop(world.south.members.custodian)).rejects.toBeInstanceOf(NotFound);
    await stop(custodian);
    expect(await accept(invited.code)).toEqual({ outcome: 'not_valid' });
    expect(await sql('SELECT 1 FROM keys.invitation_grant WHERE invitation_id = $1', invited.id)).toEqual([]);
    await expect(stop(custodian)).rejects.toBeInstanceOf(NotFound);
  });

  it('answers alike whether it never was, was used, was cancelled, has expired or was changed; only the trail knows', async () => {
    const codes: Record<string, Invited> = {};
    for (const reason of ['used', 'cancelled', 'expired', 'changed'])
      codes[reason] = await invite(world.north.members.custodian, ['auditor']);
    await sql('UPDATE directory.invitation SET accepted_at = now() WHERE id = $1', codes['used']!.id);
    await sql('UPDATE directory.invitation SET cancelled_at = now() WHERE id = $1', codes['cancelled']!.id);
    await sql(`UPDATE directory.invitation SET display_name = 'Other' WHERE id = $1`, codes['changed']!.id);
    const late = new Date(Date.now() + 73 * 3_600_000);
    for (const [reason, invited] of Object.entries(codes)) {
      expect(await look(invited.code, reason === 'expired' ? late : new Date())).toBe('not_valid');
      expect((await eventsAbout(invited.id)).at(-1)).toMatchObject({ type: 'invitation.refused', detail: { reason } });
    }
    for (const typed of ['0000-0000-0000-0000-0000-0000-0000', 'nonsense', ''])
      expect(await look(typed)).toBe('not_valid');
  });

  it('takes as long for a code that never was as for one that was used', async () => {
    const invited = await invite(world.north.members.custodian, ['auditor']);
    await joined(invited);
    const time = async (code: string) => {
      const started = performance.now();
      await look(code);
      return performance.now() - started;
    };
    const used: number[] = [];
    const unknown: number[] = [];
    for (let turn = 0; turn < 19; turn += 1) {
      used.push(await time(invited.code));
      unknown.push(await time('0000-0000-0000-0000-0000-0000-0000'));
    }
    const median = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
    expect(Math.abs(median(used) - median(unknown))).toBeLessThan(Math.max(6, median(unknown) * 0.5));
  }, 60_000);

  it('is tried so often from one place, and no more', async () => {
    const address = randomUUID();
    const answers: unknown[] = [];
    for (let turn = 0; turn < 64; turn += 1) answers.push(await openInvitation(`guess ${turn}`, address, new Date()));
    expect(answers.slice(0, 60).every((answer) => answer === 'not_valid')).toBe(true);
    expect(answers.slice(60)).toEqual(Array(4).fill('too_many'));
  }, 60_000);
});

describe('a writer of the database', () => {
  it('gives an invitation no more roles: the signature is over them', async () => {
    const invited = await invite(world.north.members.custodian, ['auditor']);
    await sql(`UPDATE directory.invitation SET roles = '{auditor,release_approver}' WHERE id = $1`, invited.id);
    expect(await accept(invited.code)).toEqual({ outcome: 'not_valid' });
    // The same with the key module's signature: it is the signature that stopped it.
    await signAnew(invited.id);
    const member = await joined(invited);
    expect(member.actor.roles).toEqual(['auditor', 'release_approver']);
  });

  it('cannot lift a caseworker to the vaults of a legal officer, not even with the signature: nothing was sealed to the link', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    await sql(`UPDATE directory.invitation SET roles = '{legal_officer}' WHERE id = $1`, invited.id);
    await signAnew(invited.id);
    expect(await accept(invited.code)).toEqual({ outcome: 'not_valid' });
  });

  it('cannot redirect what is sealed to an open link by planting a public key of her own', async () => {
    const { custodian } = world.north.members;
    const invited = await invite(custodian, ['caseworker']);
    const attacker = await keyPairFromSeed(Buffer.alloc(32, 7));
    await sql(
      'UPDATE directory.invitation SET one_time_public_key = $2 WHERE id = $1',
      invited.id,
      Buffer.from(attacker.publicKey),
    );
    const rotate = () =>
      perform(custodian, 'inviteMember', ownOrganisation, {}, async (uow) => {
        await sql('DELETE FROM keys.invitation_grant WHERE invitation_id = $1', invited.id);
        const vault = uow.vaults.find(({ id }) => id.compartment === 'casework')!;
        const granted = await grantToOpenInvitations(uow, vault, (roles) => roles.includes('caseworker'));
        return done({ granted }, { type: 'invitation.form_shown', detail: {} });
      });
    await sql(
      `UPDATE directory.invitation SET cancelled_at = now() WHERE id <> $1 AND accepted_at IS NULL AND organisation_id = $2`,
      invited.id,
      world.north.id,
    );
    expect(await rotate()).toMatchObject({ granted: 0 });
    expect(await sql('SELECT 1 FROM keys.invitation_grant WHERE invitation_id = $1', invited.id)).toEqual([]);
    expect(await look(invited.code)).toBe('not_valid');
    // Planted: a signature over the attacker's key, and the seed is hers.
    await signAnew(invited.id);
    expect(await rotate()).toMatchObject({ granted: 1 });
    const [grant] = await sql('SELECT * FROM keys.invitation_grant WHERE invitation_id = $1', invited.id);
    const vault = { organisationId: world.north.id, compartment: 'casework', epoch: 1 };
    expect(await openGrant(vault, invited.id, Buffer.alloc(32, 7), grant.sealed_seed_ct)).toHaveLength(32);
    await sql('UPDATE directory.invitation SET cancelled_at = now() WHERE id = $1', invited.id);
  });

  it('gains nothing by swapping grants between links, or by sealing a vault of her own making', async () => {
    const [one, other] = [
      await invite(world.north.members.custodian, ['caseworker']),
      await invite(world.north.members.custodian, ['caseworker']),
    ];
    await sql(
      `UPDATE keys.invitation_grant a SET sealed_seed_ct = b.sealed_seed_ct FROM keys.invitation_grant b
       WHERE a.invitation_id = $1 AND b.invitation_id = $2 AND a.compartment = b.compartment`,
      one.id,
      other.id,
    );
    expect(await accept(one.code)).toEqual({ outcome: 'not_valid' });
    expect((await eventsAbout(one.id)).at(-1)).toMatchObject({ detail: { reason: 'changed' } });
    expect((await accept(other.code)).outcome).toBe('joined');

    const victim = await invite(world.north.members.custodian, ['supervisor']);
    const row = await rowOf(victim);
    const { lengthPrefixed } = await import('#app/platform/crypto/encode.ts');
    const info = lengthPrefixed('linden/vault/grant', world.north.id, 'casework', 1, victim.id);
    const forged = await hpkeSeal(row.one_time_public_key, info, Buffer.alloc(32, 9));
    await sql(
      `UPDATE keys.invitation_grant SET sealed_seed_ct = $2 WHERE invitation_id = $1 AND compartment = 'casework'`,
      victim.id,
      forged,
    );
    expect(await accept(victim.code)).toEqual({ outcome: 'not_valid' });
  });

  it('who brings a used link back to life meets the member who used it', async () => {
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    const grants = await sql('SELECT * FROM keys.invitation_grant WHERE invitation_id = $1', invited.id);
    const member = await joined(invited);
    const revive = async () => {
      await sql('UPDATE directory.invitation SET accepted_at = NULL WHERE id = $1', invited.id);
      for (const grant of grants)
        await sql(
          'INSERT INTO keys.invitation_grant VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
          ...[grant.organisation_id, grant.invitation_id, grant.compartment, grant.epoch, grant.sealed_seed_ct],
        );
    };
    await revive();
    expect((await accept(invited.code, { password: 'eight loud pebbles on a windowsill' })).outcome).toBe('not_valid');
    await expect(actAs(invited.email, NEW_PASSWORD)).resolves.toMatchObject({ actor: { id: member.actor.id } });
    // Planted: without the member's row, which no login role may delete, the old link would work once more.
    await revive();
    await sql('DELETE FROM keys.vault_grant WHERE member_id = $1', member.actor.id);
    await sql('DELETE FROM keys.member_recovery WHERE member_id = $1', member.actor.id);
    await sql('DELETE FROM directory.session WHERE member_id = $1', member.actor.id);
    await sql('DELETE FROM directory.member WHERE id = $1', member.actor.id);
    expect((await accept(invited.code)).outcome).toBe('joined');
  });

  it('with a dump and the code, and without the key module, opens nothing', async () => {
    const invited = await invite(world.north.members.custodian, ['legal_officer']);
    const code = understand(invited.code, 16)!;
    const row = await rowOf(invited);
    const grants = await sql('SELECT * FROM keys.invitation_grant WHERE invitation_id = $1', invited.id);
    expect(grants).toHaveLength(3);
    expect(invitationTokenHash(code)).toEqual(row.token_hash);
    const stolen = await temporaryKeyModule();
    const tried = [
      (await oneTimeKeys(stolen.module, code)).seed,
      invitationTokenHash(code),
      Buffer.concat([code, code]),
    ];
    const open = (seed: Uint8Array, grant: { compartment: string; epoch: number; sealed_seed_ct: Buffer }) =>
      openGrant(
        { organisationId: world.north.id, compartment: grant.compartment, epoch: grant.epoch },
        invited.id,
        seed,
        grant.sealed_seed_ct,
      );
    for (const seed of tried)
      for (const grant of grants) await expect(open(seed, grant)).rejects.toBeInstanceOf(DecryptionError);
    // With the key module it is what accepting does.
    const { seed } = await oneTimeKeys(await keyModule(), code, row.pepper_version);
    for (const grant of grants) expect(await open(seed, grant)).toHaveLength(32);
    await stolen.remove();
    const everything = JSON.stringify([row, grants]);
    expect(everything).not.toContain(invited.code);
    expect(Buffer.from(JSON.stringify(row)).includes(Buffer.from(code))).toBe(false);
  });
});

describe('a new way in for a colleague', () => {
  const renew = (custodian: World['north']['members']['custodian'], memberId: string) =>
    perform(custodian, 'renewMember', colleagueResource, { memberId }, (uow) =>
      renewMember(uow, memberId, 'she lost her phone and stood in front of me'),
    );
  const handedTo = async (
    custodian: World['north']['members']['custodian'],
    view: unknown,
    email: string,
  ): Promise<Invited> => {
    const id = /invitations\/([0-9a-f-]{36})/.exec(locationOf(view))![1]!;
    const { speak } = await import('#app/platform/crypto/spoken-code.ts');
    return { id, code: speak(custodian.safe.get(`invitation:${id}`)!), email };
  };

  it('ends her sessions at once, and gives her new keys, old roles and old cases when she uses it', async () => {
    const { custodian } = world.north.members;
    const first = await invite(custodian, ['caseworker']);
    const before = await joined(first);
    const opened = await perform(before, 'openCase', ownOrganisation, {}, (uow) => openCase(uow, { channel: 'phone' }));
    const [old] = await sql('SELECT * FROM directory.member WHERE id = $1', before.actor.id);
    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', before.actor.id)).toHaveLength(1);
    const draft = { form: '/cases/new#open', fields: { note: 'A fictional draft.' } };
    await perform(before, 'keepDraft', ownAccount, {}, (uow) => keepDraft(uow, draft));
    const draftOf = (member: typeof before) =>
      inTransaction(member, 'app', new Date(), (uow) => keptDraft(uow, draft.form));
    expect(await draftOf(before)).toMatchObject({ fields: draft.fields });
    const link = await handedTo(custodian, await renew(custodian, before.actor.id), first.email);
    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', before.actor.id)).toEqual([]);
    await expect(actAs(first.email, NEW_PASSWORD)).resolves.toBeDefined();
    const password = 'nine new pebbles on a windowsill';
    const mark = await markFor(first.email);
    expect(await isKnown(first.email, mark)).toBe(true);
    expect((await accept(link.code, { password })).outcome).toBe('joined');
    expect(await isKnown(first.email, mark)).toBe(false);
    const after = await actAs(first.email, password);
    expect(after.actor).toEqual(before.actor);
    expect(after.keys.vaults().map(({ id }) => id)).toEqual(before.keys.vaults().map(({ id }) => id));
    await expect(actAs(first.email, NEW_PASSWORD)).rejects.toThrow();
    const [now] = await sql('SELECT * FROM directory.member WHERE id = $1', before.actor.id);
    for (const column of ['wrapped_seed_ct', 'kem_public_key', 'password_verifier', 'entry_signature'])
      expect(now[column]).not.toEqual(old[column]);
    expect(await draftOf(after)).toBeNull();
    const { viewCase } = await import('#app/features/cases/view-case.server.ts');
    const { caseResource } = await import('#app/features/cases/case-facts.server.ts');
    const caseId = /cases\/([0-9a-f-]{36})/.exec(locationOf(opened))![1]!;
    await expect(
      perform(after, 'readCase', caseResource, { caseId }, (uow) => viewCase(uow, caseId)),
    ).resolves.toBeDefined();
    // The link, brought back to life, fits the new keys no more.
    await sql('UPDATE directory.invitation SET accepted_at = NULL WHERE id = $1', link.id);
    expect(await look(link.code)).toBe('not_valid');
  });

  it('is not given to herself, nor by another organisation, a supervisor or the operator', async () => {
    const { custodian, caseworker, supervisor } = world.north.members;
    await expect(renew(custodian, custodian.actor.id)).rejects.toBeInstanceOf(Forbidden);
    await expect(renew(world.south.members.custodian as never, caseworker.actor.id)).rejects.toBeInstanceOf(NotFound);
    // A supervisor sees her colleagues, so she is told that it is not hers to do.
    await expect(renew(supervisor as never, caseworker.actor.id)).rejects.toBeInstanceOf(Forbidden);
    for (const member of [caseworker, world.host.members.operator])
      await expect(renew(member as never, caseworker.actor.id)).rejects.toBeInstanceOf(NotFound);
  });

  it('follows the signed roles: one planted in her row stops it, and one changed since makes the link worthless', async () => {
    const { custodian, colleague } = world.north.members;
    await sql(`UPDATE directory.member SET roles = '{caseworker,legal_officer}' WHERE id = $1`, colleague.actor.id);
    await expect(renew(custodian, colleague.actor.id)).rejects.toBeInstanceOf(DirectoryError);
    await sql(`UPDATE directory.member SET roles = '{caseworker}' WHERE id = $1`, colleague.actor.id);
    const link = await handedTo(custodian, await renew(custodian, colleague.actor.id), colleague.email);
    await sql(`UPDATE directory.member SET roles = '{supervisor}' WHERE id = $1`, colleague.actor.id);
    expect((await accept(link.code)).outcome).toBe('not_valid');
    await sql(`UPDATE directory.member SET roles = '{caseworker}' WHERE id = $1`, colleague.actor.id);
    await expect(actAs(colleague.email, PASSWORD)).resolves.toBeDefined();
  });
});

describe('the operator', () => {
  it('begins an organisation that has no key until its first custodian accepts, and then none of his', async () => {
    const { operator } = world.host.members;
    const first = await inviteFirstCustodian(operator);
    const vaults = () =>
      sql('SELECT compartment FROM keys.vault WHERE organisation_id = $1 ORDER BY 1', first.organisationId);
    expect(await vaults()).toEqual([]);
    const custodian = await joined(first);
    expect((await vaults()).map(({ compartment }) => compartment)).toEqual([
      'casework',
      'identity',
      'legal',
      'psychosocial',
    ]);
    expect(custodian.keys.vaults()).toHaveLength(4);
    // He relayed the code. Nothing was ever sealed to it, and what there is does not open with it.
    const code = understand(first.code, 16)!;
    const { seed } = await oneTimeKeys(await keyModule(), code);
    const grants = await sql('SELECT * FROM keys.vault_grant WHERE organisation_id = $1', first.organisationId);
    for (const { compartment, epoch, sealed_seed_ct, member_id } of grants)
      for (const holder of [first.id, member_id])
        await expect(
          openGrant({ organisationId: first.organisationId, compartment, epoch }, holder, seed, sealed_seed_ct),
        ).rejects.toBeInstanceOf(DecryptionError);
    expect(operator.keys.vaults()).toEqual([]);
    const second = await joined(await invite(custodian, ['custodian']));
    const worker = await joined(await invite(second, ['caseworker']));
    const opened = await perform(worker, 'openCase', ownOrganisation, {}, (uow) => openCase(uow, { channel: 'phone' }));
    expect(locationOf(opened)).toMatch(/^\/cases\//);
  });

  it('invites nobody where somebody is: not by the page, not by SQL, and a planted link is worth nothing', async () => {
    const { operator } = world.host.members;
    await expect(inviteInto(operator, world.north.id)).rejects.toBeInstanceOf(Conflict);
    const first = await inviteFirstCustodian(operator);
    const insert = (organisationId: string, kind: string, roles: string) =>
      connectedAs('app', async (client) => {
        await client.query('BEGIN');
        await client.query(
          `SELECT set_config('linden.member_id', $1, true), set_config('linden.organisation_id', $2, true),
                  set_config('linden.organisation_kind', 'host', true), set_config('linden.roles', 'operator', true)`,
          [operator.actor.id, world.host.id],
        );
        return client.query(
          `INSERT INTO directory.invitation SELECT gen_random_uuid(), $2, gen_random_uuid(), $3, email, display_name, $4::text[], language,
             sha256(gen_random_uuid()::text::bytea), one_time_public_key, pepper_version, NULL, NULL, $5, created_at, expires_at, NULL, NULL,
             entry_version, entry_signature FROM directory.invitation WHERE id = $1`,
          [first.id, organisationId, kind, roles, operator.actor.id],
        );
      });
    await expect(insert(world.north.id, 'first', '{custodian}')).rejects.toThrow(/row-level security/);
    await expect(insert(world.north.id, 'member', '{custodian}')).rejects.toThrow(/row-level security/);
    await expect(insert(first.organisationId, 'first', '{custodian,caseworker}')).rejects.toThrow(/row-level security/);
    // Where it may: the same statement for the empty organisation.
    await expect(insert(first.organisationId, 'first', '{custodian}')).resolves.toMatchObject({ rowCount: 1 });
    // Two links into one empty organisation: the second one finds somebody there.
    const second = await inviteInto(operator, first.organisationId);
    await joined(first);
    expect(await accept(second.code)).toEqual({ outcome: 'not_valid' });
  });

  it('sees of invitations those he made, and none of a CSO', async () => {
    const { operator } = world.host.members;
    const invited = await invite(world.north.members.custodian, ['caseworker']);
    await expect(
      perform(operator, 'inviteWithoutKeys', ownOrganisation, {}, (uow) => viewInvitation(uow, invited.id)),
    ).rejects.toBeInstanceOf(NotFound);
  });
});
