import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { actAs } from '#app/features/members/act-as.server.ts';
import { postRecover } from '#app/features/members/post-recover.server.ts';
import { recover } from '#app/features/members/recover.server.ts';
import {
  confirmRecoveryCode,
  makeRecoveryCode,
  pendingCode,
  PENDING_CODE,
  renewRecoveryCode,
} from '#app/features/members/recovery-code.server.ts';
import { signIn } from '#app/features/members/sign-in.server.ts';
import { unlockMember } from '#app/features/members/unlock-member.server.ts';
import { signedIn } from '#app/kernel/signed-in.server.ts';
import type { SignedIn } from '#app/kernel/actor.server.ts';
import { groupsOf, speak, understand } from '#app/platform/crypto/spoken-code.ts';
import { keyModule } from '#app/platform/keys/current-key-module.server.ts';
import { openByRecoveryCode, type RecoveryRecord } from '#app/platform/keys/recovery-code.server.ts';
import { openMemberSeed } from '#app/platform/keys/member-keys.server.ts';
import { connectedAs } from '../support/database.ts';
import { isKnown, markFor } from '../support/known-browsers.ts';
import { temporaryKeyModule } from '../support/key-module.ts';
import { createWorld, PASSWORD, type World } from '../support/world.ts';

const NEW = 'nine other pebbles beside the river';
let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const sql = (text: string, ...values: unknown[]) =>
  connectedAs('superuser', async (client) => (await client.query(text, values)).rows);
const rowOf = async (memberId: string) =>
  (await sql('SELECT * FROM keys.member_recovery WHERE member_id = $1', memberId))[0];

/** Signs in over a real session, whose safe then keeps what is pending. */
async function sessionOf(email: string, password = PASSWORD): Promise<SignedIn> {
  const answer = await signIn(email, password, randomUUID());
  if (answer.outcome !== 'signed_in') throw new Error(answer.outcome);
  const request = new Request('http://localhost:3000/', { headers: { Cookie: answer.cookie.split(';')[0]! } });
  return (await signedIn(request, { memo: new Map() } as never))!;
}

async function codeFor(email: string): Promise<{ code: string; member: SignedIn }> {
  const member = await sessionOf(email);
  expect(await renewRecoveryCode(member, email, PASSWORD)).toBe('made');
  return { code: pendingCode(member)!.code, member };
}

describe('a recovery code', () => {
  it('is shown until a group of it was typed, and is kept in that session alone until then', async () => {
    const { email, actor } = world.north.members.caseworker;
    const { member } = await codeFor(email);
    const { code, asked } = pendingCode(member)!;
    const groups = groupsOf(code);
    expect(groups).toHaveLength(7);
    expect((await rowOf(actor.id)).confirmed_at).toBeNull();
    expect(await confirmRecoveryCode(member, groups[asked % 7]!)).toBe(false);
    expect((await sessionOf(email)).safe.get(PENDING_CODE)).toBeDefined(); // not confirmed: the next sign-in makes another
    const again = pendingCode(await sessionOf(email))!;
    expect(again.code).not.toBe(code);
    const last = await sessionOf(email);
    const pending = pendingCode(last)!;
    expect(await confirmRecoveryCode(last, groupsOf(pending.code)[pending.asked - 1]!.toLowerCase())).toBe(true);
    expect(pendingCode(last)).toBeNull();
    expect((await rowOf(actor.id)).confirmed_at).not.toBeNull();
    expect((await sessionOf(email)).safe.get(PENDING_CODE)).toBeUndefined();
    expect((await sessionOf(email)).recoveryConfirmed).toBe(true);
  });

  it('is made anew only with the password', async () => {
    const member = await sessionOf(world.north.members.auditor.email);
    expect(await renewRecoveryCode(member, world.north.members.auditor.email, 'not it')).toBe('wrong');
    expect(await renewRecoveryCode(member, world.north.members.lawyer.email, PASSWORD)).toBe('wrong');
    expect(await rowOf(world.north.members.auditor.actor.id)).toBeUndefined();
  });

  it('sets a new password and keeps the keys, ends every session, tells her and her custodians, and is spent', async () => {
    const { email, actor } = world.north.members.lawyer;
    const { code, member } = await codeFor(email);
    const mark = await markFor(email);
    expect(await isKnown(email, mark)).toBe(true);
    const [before] = await sql('SELECT * FROM directory.member WHERE id = $1', actor.id);
    expect(
      await recover(
        { email: ` ${email.toUpperCase()} `, code: code.toLowerCase().replaceAll('-', ' '), password: NEW },
        randomUUID(),
      ),
    ).toBe('recovered');
    expect(await isKnown(email, mark)).toBe(false);
    expect(await sql('SELECT 1 FROM directory.session WHERE member_id = $1', actor.id)).toEqual([]);
    await expect(actAs(email, PASSWORD)).rejects.toThrow();
    const after = await actAs(email, NEW);
    expect(after.keys.vaults().map(({ id }) => id)).toEqual(
      world.north.members.lawyer.keys.vaults().map(({ id }) => id),
    );
    expect(after.keys.draftKey()).toEqual(member.keys.draftKey());
    const [now] = await sql('SELECT * FROM directory.member WHERE id = $1', actor.id);
    expect(now.kem_public_key).toEqual(before.kem_public_key);
    expect(now.wrapped_seed_ct).not.toEqual(before.wrapped_seed_ct);
    expect(await rowOf(actor.id)).toMatchObject({
      code_verifier: null,
      wrapped_seed_ct: null,
      code_salt: null,
      confirmed_at: null,
    });
    const told = await sql(
      `SELECT member_id FROM casework.notification WHERE kind = 'code_used' AND subject_id = $1`,
      actor.id,
    );
    expect(told.map(({ member_id }) => member_id).sort()).toEqual(
      [actor.id, world.north.members.custodian.actor.id].sort(),
    );
    // Once more: spent.
    expect(await recover({ email, code, password: 'ten more pebbles beside the river' }, randomUUID())).toBe('wrong');
    // At the next sign-in there is a new one.
    const next = await signIn(email, NEW, randomUUID());
    expect(next).toMatchObject({ outcome: 'signed_in', next: '/account/recovery-code' });
    const [event] = await sql(
      `SELECT count(*)::int AS n FROM audit.event WHERE type = 'member.recovered' AND actor_id = $1`,
      actor.id,
    );
    expect(event.n).toBe(1);
  });

  it('is not spent on a password made of her name, which nobody hears who has another code', async () => {
    const { email, actor } = world.south.members.counsellor;
    const { code } = await codeFor(email);
    const hers = `${actor.displayName} ${actor.organisationName}26`;
    const wrong = speak(randomBytes(16));
    expect(await recover({ email, code: wrong, password: hers }, randomUUID())).toBe('wrong');
    for (let each = 0; each < 8; each += 1) {
      expect(await recover({ email, code, password: hers }, randomUUID())).toBe('hers');
    }
    const fields = { email, code, password: hers, again: hers };
    const form = new FormData();
    Object.entries(fields).forEach(([name, value]) => form.append(name, value));
    const { status, lastResult } = await postRecover(form, randomUUID());
    expect([status, lastResult?.error?.password]).toEqual([422, ['password_hers']]);
    expect(await recover({ email, code, password: NEW }, randomUUID())).toBe('recovered');
  });

  it('used twice at the same moment works once', async () => {
    const { email } = world.north.members.counsellor;
    const { code } = await codeFor(email);
    const passwords = ['first of two rivers and a boat', 'second of two rivers and a boat'];
    const answers = await Promise.all(passwords.map((password) => recover({ email, code, password }, randomUUID())));
    expect([...answers].sort()).toEqual(['recovered', 'wrong']);
    await expect(actAs(email, passwords[answers.indexOf('recovered')]!)).resolves.toBeDefined();
  });

  it('of somebody else, mistyped, or for nobody gets the same answer', async () => {
    const { email } = world.south.members.lawyer;
    const { code } = await codeFor(email);
    const strangers = [
      { email, code: speak(randomBytes(16)) },
      { email, code: `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}` },
      { email, code: 'nonsense' },
      { email: world.south.members.counsellor.email, code },
      { email: world.south.members.auditor.email, code },
      { email: 'nobody@nowhere.example', code },
    ];
    for (const given of strangers) expect(await recover({ ...given, password: NEW }, randomUUID())).toBe('wrong');
    const answer = async (given: { email: string; code: string }) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...given, password: NEW, again: NEW })) form.set(name, value);
      const { status, lastResult } = await postRecover(form, randomUUID());
      return { status, lastResult: { ...lastResult, initialValue: null } };
    };
    expect(await answer(strangers[0]!)).toEqual(await answer(strangers.at(-1)!));
    expect(await recover({ email, code, password: NEW }, randomUUID())).toBe('recovered');
  });

  it('takes as long for an account that exists as for one that does not', async () => {
    const { email } = world.south.members.supervisor;
    await codeFor(email);
    const time = async (who: string) => {
      await sql('DELETE FROM directory.attempt');
      const started = performance.now();
      await recover({ email: who, code: speak(randomBytes(16)), password: NEW }, randomUUID());
      return performance.now() - started;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let turn = 0; turn < 25; turn += 1) {
      known.push(await time(email));
      unknown.push(await time('nobody@nowhere.example'));
    }
    const median = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
    expect(Math.abs(median(known) - median(unknown))).toBeLessThan(Math.max(6, median(unknown) * 0.5));
  }, 60_000);

  it('is tried six times an hour, and then not even the right one works', async () => {
    const { email } = world.commission.members.chair;
    const { code } = await codeFor(email);
    for (let turn = 0; turn < 6; turn += 1)
      expect(await recover({ email, code: speak(randomBytes(16)), password: NEW }, randomUUID())).toBe('wrong');
    expect(await recover({ email, code, password: NEW }, randomUUID())).toBe('too_many');
    // The same for an account that does not exist.
    for (let turn = 0; turn < 6; turn += 1)
      expect(await recover({ email: 'ghost@nowhere.example', code, password: NEW }, randomUUID())).toBe('wrong');
    expect(await recover({ email: 'ghost@nowhere.example', code, password: NEW }, randomUUID())).toBe('too_many');
  });
});

describe('a dump and the code', () => {
  it('open nothing without the key module', async () => {
    const { email, actor } = world.commission.members.secretary;
    const { code } = await codeFor(email);
    const [member] = await sql('SELECT * FROM directory.member WHERE id = $1', actor.id);
    const record = (await rowOf(actor.id)) as RecoveryRecord;
    const holder = { memberId: actor.id, organisationId: actor.organisationId, publicKey: member.kem_public_key };
    const bytes = understand(code, 16)!;
    const stolen = await temporaryKeyModule();
    expect(await openByRecoveryCode(stolen.module, holder, bytes, record)).toBeNull();
    // With a verifier that fits the thief's own module, the seed still does not come out.
    const forged = await openByRecoveryCode(stolen.module, holder, bytes, record).catch((error: unknown) => error);
    expect(forged).toBeNull();
    const seed = await openByRecoveryCode(await keyModule(), holder, bytes, record);
    expect(seed).toHaveLength(32);
    const id = { memberId: actor.id, organisationId: actor.organisationId };
    expect(
      await openMemberSeed(await keyModule(), id, PASSWORD, { ...member, wrapped_seed: member.wrapped_seed_ct }),
    ).toEqual(seed);
    expect(JSON.stringify(record)).not.toContain(Buffer.from(bytes).toString('hex'));
    await stolen.remove();
  });

  it('of another member, moved into her row by a writer of the database, do not open her seed', async () => {
    const { email, actor } = world.south.members.caseworker;
    const attacker = world.south.members.custodian;
    await codeFor(email);
    const { code } = await codeFor(attacker.email);
    await sql(
      `UPDATE keys.member_recovery v SET code_salt = a.code_salt, code_verifier = a.code_verifier, wrapped_seed_ct = a.wrapped_seed_ct,
         pepper_version = a.pepper_version FROM keys.member_recovery a WHERE v.member_id = $1 AND a.member_id = $2`,
      actor.id,
      attacker.actor.id,
    );
    expect(await recover({ email, code, password: NEW }, randomUUID())).toBe('wrong');
    await expect(actAs(email, PASSWORD)).resolves.toBeDefined();
  });

  it('whose wrapped seed was changed are refused as such, and give no other key', async () => {
    const { email, actor } = world.undp.members.analyst;
    const { code } = await codeFor(email);
    await sql(
      `UPDATE keys.member_recovery SET wrapped_seed_ct = set_byte(wrapped_seed_ct, 90, 1 # get_byte(wrapped_seed_ct, 90)) WHERE member_id = $1`,
      actor.id,
    );
    expect(await recover({ email, code, password: NEW }, randomUUID())).toBe('damaged');
    const form = Object.entries({ email, code, password: NEW, again: NEW }).reduce(
      (data, [name, value]) => (data.append(name, value), data),
      new FormData(),
    );
    const { status, lastResult } = await postRecover(form, randomUUID());
    expect([status, lastResult?.error]).toEqual([409, { '': ['damaged_recovery'] }]);
    await expect(actAs(email, PASSWORD)).resolves.toBeDefined();
  });

  it('of a member whose signed entry was changed are refused too', async () => {
    const { email, actor } = world.undp.members.analyst;
    const { code } = await codeFor(email);
    await sql(`UPDATE directory.member SET roles = '{analyst,operator}' WHERE id = $1`, actor.id);
    expect(await recover({ email, code, password: NEW }, randomUUID())).toBe('damaged');
    await sql(`UPDATE directory.member SET roles = '{analyst}' WHERE id = $1`, actor.id);
    expect(await recover({ email, code, password: NEW }, randomUUID())).toBe('recovered');
  });
});

it('a code that is made while she is unlocked replaces the earlier one', async () => {
  const { email } = world.host.members.operator;
  const unlocked = (await unlockMember(email, PASSWORD))!;
  const first = speak((await makeRecoveryCode(unlocked, new Date())).subarray(0, 16));
  const second = speak((await makeRecoveryCode(unlocked, new Date())).subarray(0, 16));
  expect(await recover({ email, code: first, password: NEW }, randomUUID())).toBe('wrong');
  expect(await recover({ email, code: second, password: NEW }, randomUUID())).toBe('recovered');
});
